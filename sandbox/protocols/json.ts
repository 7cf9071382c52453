import { AwsError } from '../errors.ts';
import type { Input } from '../input.ts';
import { spellError } from './error-names.ts';
import type { Protocol, WireAnswer } from './protocol.ts';
import { header, type WireRequest } from './wire-request.ts';

/** AWS JSON: the operation stands in `X-Amz-Target`, input and output are JSON bodies. */
export function awsJson(version: '1.0' | '1.1'): Protocol {
  const answer = (
    status: number,
    requestId: string,
    body: object,
    headers: Readonly<Record<string, string>> = {},
  ): WireAnswer => ({
    status,
    headers: {
      'content-type': `application/x-amz-json-${version}`,
      'x-amzn-requestid': requestId,
      ...headers,
    },
    body: encodeJson(body),
  });

  return {
    operation: (request) => header(request, 'x-amz-target')?.split('.').at(-1) ?? '',
    input: parseJson,
    answer: (output, _operation, requestId) => answer(200, requestId, output),
    error: (error, requestId, service) => {
      const { code, status, message } = spellError(error, 'json', service);
      if (!service?.protocols.includes('json-1.0'))
        return answer(status, requestId, { __type: code, message });
      // CloudWatch. That the key is `message` and the status of a denial 400 is what is known of
      // other errors of this service; nobody has published a denial's body over JSON.
      return answer(
        status,
        requestId,
        { __type: `com.amazon.coral.service#${code}`, message },
        { 'x-amzn-query-error': queryError(error) },
      );
    },
  };
}

/** For SDKs whose users still match the names of the older Query protocol. */
function queryError(error: AwsError): string {
  const { code, status } = spellError(error, 'query');
  return `${code};${status < 500 ? 'Sender' : 'Receiver'}`;
}

/** @throws AwsError `SerializationException` */
export function parseJson(request: WireRequest): Input {
  const text = request.body.toString('utf8');
  if (text.trim() === '') return {};
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new AwsError('SerializationException', 'The request body is not valid JSON.');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new AwsError('SerializationException', 'Start of structure or map expected.');
  return value as Input;
}

/** Time stamps are seconds since 1970, with a fraction. */
export function encodeJson(body: object): string {
  return JSON.stringify(body, function (this: Record<string, unknown>, key, value: unknown) {
    // Date.toJSON has already run on `value`.
    const original = this[key];
    return original instanceof Date ? original.getTime() / 1000 : value;
  });
}
