import { AwsError } from '../../errors.ts';
import { type Input, number, text, textOrThrow, texts } from '../../input.ts';

import type { Command } from './state.ts';

const modelledDocument = 'AWS-RunShellScript';

/** Limit of a document's content, which the commands become part of. */
const documentLimitBytes = 64 * 1024;

/** Pattern of `executionTimeout` in AWS-RunShellScript: 1 to 172,800 seconds. */
const executionTimeout =
  /^([1-9][0-9]{0,4}|1[0-6][0-9]{4}|17[0-1][0-9]{3}|172[0-7][0-9]{2}|172800)$/;

export function checkedDocument(input: Input): string {
  const name = textOrThrow(input, 'DocumentName', 'ValidationException');
  const short = name.replace(/^arn:[^:]*:ssm:[^:]*:[^:]*:document\//, '');
  if (short === modelledDocument) return short;
  throw new AwsError('InvalidDocument', `Document with name ${name} does not exist.`);
}

export function checkedParameters(input: Input): Command['parameters'] {
  const given = (input.Parameters ?? {}) as Input;
  if (Buffer.byteLength(JSON.stringify(given)) > documentLimitBytes)
    throw new AwsError('MaxDocumentSizeExceeded', 'The size limit of a document is 64 KB.');
  const known = ['commands', 'workingDirectory', 'executionTimeout'];
  const unknown = Object.keys(given).find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new AwsError(
      'InvalidParameters',
      `Parameter ${unknown} is not defined in the document ${modelledDocument}`,
    );
  const parameters = Object.fromEntries(
    Object.keys(given).map((name) => [name, texts(given, name)]),
  );
  if (!parameters.commands?.length)
    throw new AwsError('InvalidParameters', 'Parameter commands is required');
  const [timeout] = parameters.executionTimeout ?? [];
  if (timeout !== undefined && !executionTimeout.test(timeout))
    throw new AwsError(
      'InvalidParameters',
      `Parameter executionTimeout has the value ${timeout}, which is not in the allowed pattern`,
    );
  return parameters;
}

export function checkedLimits(input: Input): Pick<Command, 'timeoutSeconds' | 'comment'> {
  const timeoutSeconds = number(input, 'TimeoutSeconds') ?? 3600;
  if (!(timeoutSeconds >= 30 && timeoutSeconds <= 2_592_000))
    throw constraint(
      String(timeoutSeconds),
      'timeoutSeconds',
      'value between 30 and 2592000, inclusive',
    );
  const comment = text(input, 'Comment') ?? '';
  if (comment.length > 100)
    throw constraint(comment, 'comment', 'length less than or equal to 100');
  const ids = texts(input, 'InstanceIds');
  if (ids.length > 50)
    throw constraint(ids.join(', '), 'instanceIds', 'length less than or equal to 50');
  return { timeoutSeconds, comment };
}

function constraint(value: string, member: string, rule: string): AwsError {
  return new AwsError(
    'ValidationException',
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: Member must have ${rule}`,
  );
}
