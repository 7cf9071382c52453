import { AwsError } from '../../errors.ts';
import { type Input, number, text, textOrThrow, texts } from '../../input.ts';
import { type Document, findDocument } from './documents.ts';
import type { Command } from './state.ts';

/** Limit of a document's content, which the commands become part of. */
const documentLimitBytes = 64 * 1024;

/** @throws AwsError `InvalidDocument` */
export function checkedDocument(input: Input): Document {
  const name = textOrThrow(input, 'DocumentName', 'ValidationException');
  const document = findDocument(name.replace(/^arn:[^:]*:ssm:[^:]*:[^:]*:document\//, ''));
  if (document) return document;
  throw new AwsError('InvalidDocument', `Document with name ${name} does not exist.`);
}

/** @throws AwsError `InvalidParameters`, `MaxDocumentSizeExceeded` */
export function checkedParameters(input: Input, document: Document): Command['parameters'] {
  const given = (input.Parameters ?? {}) as Input;
  if (Buffer.byteLength(JSON.stringify(given)) > documentLimitBytes)
    throw new AwsError('MaxDocumentSizeExceeded', 'The size limit of a document is 64 KB.');
  const { parameters: known } = document;
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(known, name));
  if (unknown !== undefined)
    throw new AwsError(
      'InvalidParameters',
      `Parameter ${unknown} is not defined in the document ${document.name}`,
    );
  const parameters = Object.fromEntries(
    Object.keys(given).map((name) => [name, texts(given, name)]),
  );
  for (const [name, { required, pattern }] of Object.entries(known)) {
    const [value] = parameters[name] ?? [];
    if (value === undefined && required)
      throw new AwsError('InvalidParameters', `Parameter ${name} is required`);
    if (value !== undefined && pattern && !pattern.test(value))
      throw new AwsError(
        'InvalidParameters',
        `Parameter ${name} has the value ${value}, which is not in the allowed pattern`,
      );
  }
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
