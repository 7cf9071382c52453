import { createHash } from 'node:crypto';
import { AwsError } from '../../errors.ts';
import { type Input, number, text } from '../../input.ts';
import type { Call, Operation } from '../../service.ts';
import { type Message, queueOrThrow } from './state.ts';

export const messageOperations: Readonly<Record<string, Operation>> = {
  SendMessage: (input, call) => {
    const queue = queueOrThrow(input, call);
    const body = text(input, 'MessageBody') ?? '';
    const largest = Number(queue.attributes.get('MaximumMessageSize'));
    if (body === '') throw missing('MessageBody');
    if (Buffer.byteLength(body) > largest)
      throw new AwsError(
        'InvalidParameterValue',
        `One or more parameters are invalid. Reason: Message must be shorter than ${largest} bytes.`,
      );
    const delay = number(input, 'DelaySeconds') ?? Number(queue.attributes.get('DelaySeconds'));
    const message: Message = {
      id: call.world.ids.uuid(),
      body,
      attributes: input.MessageAttributes,
      sender: call.caller.userId,
      sentAt: call.now,
      visibleAt: call.now + delay * 1_000,
      receiveCount: 0,
      firstReceivedAt: undefined,
      receipt: undefined,
    };
    queue.messages.push(message);
    return { MessageId: message.id, MD5OfMessageBody: md5(body) };
  },

  // A wait for messages is not waited: whoever moves the clock may be the one who would wait.
  ReceiveMessage: (input, call) => {
    const queue = queueOrThrow(input, call);
    const most = number(input, 'MaxNumberOfMessages') ?? 1;
    if (!(most >= 1 && most <= 10))
      throw new AwsError(
        'InvalidParameterValue',
        `Value ${most} for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.`,
      );
    const found = queue.messages.filter(({ visibleAt }) => visibleAt <= call.now).slice(0, most);
    const hiddenSeconds =
      number(input, 'VisibilityTimeout') ?? Number(queue.attributes.get('VisibilityTimeout'));
    for (const message of found) receive(message, hiddenSeconds, call);
    return found.length === 0 ? {} : { Messages: found.map(view) };
  },

  DeleteMessage: (input, call) => {
    const queue = queueOrThrow(input, call);
    const receipt = receiptOrThrow(input);
    queue.messages = queue.messages.filter((message) => message.receipt !== receipt);
    return {};
  },

  ChangeMessageVisibility: (input, call) => {
    const queue = queueOrThrow(input, call);
    const receipt = receiptOrThrow(input);
    const message = queue.messages.find((each) => each.receipt === receipt);
    if (!message)
      throw new AwsError('InvalidParameterValue', 'The message referred to does not exist.');
    message.visibleAt = call.now + (number(input, 'VisibilityTimeout') ?? 0) * 1_000;
    return {};
  },
};

function receive(message: Message, hiddenSeconds: number, { world, now }: Call): void {
  message.visibleAt = now + hiddenSeconds * 1_000;
  message.receiveCount += 1;
  message.firstReceivedAt ??= now;
  message.receipt = world.ids.hex('AQEB', 120);
}

function view(message: Message): object {
  return {
    MessageId: message.id,
    ReceiptHandle: message.receipt,
    MD5OfBody: md5(message.body),
    Body: message.body,
    MessageAttributes: message.attributes,
    Attributes: {
      SenderId: message.sender,
      SentTimestamp: String(message.sentAt),
      ApproximateReceiveCount: String(message.receiveCount),
      ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
    },
  };
}

/** An older receipt of a message deletes nothing and is no error, as on AWS. */
function receiptOrThrow(input: Input): string {
  const receipt = text(input, 'ReceiptHandle') ?? '';
  if (!receipt.startsWith('AQEB'))
    throw new AwsError(
      'ReceiptHandleIsInvalid',
      `The input receipt handle "${receipt}" is not a valid receipt handle.`,
    );
  return receipt;
}

function missing(parameter: string): AwsError {
  return new AwsError('MissingParameter', `The request must contain the parameter ${parameter}.`);
}

/** SDKs compare it with what they sent and received. */
function md5(body: string): string {
  return createHash('md5').update(body).digest('hex');
}
