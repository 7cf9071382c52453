import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import type { VerifierAnswer, VerifierEnvironment, VerifierEvent } from './contract.ts';

const sns = new SNSClient({});

/** What Lambda calls. The only file of this room that knows the process, the console and the web. */
export const handler = async (event: VerifierEvent): Promise<VerifierAnswer> => {
  const environment = process.env as unknown as VerifierEnvironment;
  if (!('testAlert' in event)) return { outcome: 'done', sent: [] };
  const { MessageId = '' } = await sns.send(
    new PublishCommand({
      TopicArn: environment.TOPIC_ARN,
      Subject: '[TEST] cloudwatch-wizard',
      Message: `test ${event.testAlert.id}`,
    }),
  );
  return { outcome: 'test-sent', sent: [MessageId] };
};
