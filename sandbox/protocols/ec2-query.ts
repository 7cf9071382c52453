import { spellError } from './error-names.ts';
import type { Protocol, WireAnswer } from './protocol.ts';
import { query } from './query.ts';
import { encodeXml } from './xml.ts';

/** EC2's dialect of Query: `Filter.1.Value.1` in, `<item>` lists out, errors of its own shape. */
export const ec2Query: Protocol = {
  operation: query.operation,
  input: query.input,

  answer: (output, operation, requestId, service) =>
    xml(
      200,
      requestId,
      `<${operation}Response xmlns="${service?.xmlNamespace}">${encodeXml(
        { requestId, ...output },
        'item',
      )}</${operation}Response>`,
    ),

  error: (error, requestId) => {
    const { code, status, message } = spellError(error, 'ec2');
    const content = encodeXml(
      { Errors: { Error: { Code: code, Message: message } }, RequestID: requestId },
      'item',
    );
    return xml(status, requestId, `<Response>${content}</Response>`);
  },
};

function xml(status: number, requestId: string, body: string): WireAnswer {
  return {
    status,
    headers: { 'content-type': 'text/xml;charset=UTF-8', 'x-amzn-requestid': requestId },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
  };
}
