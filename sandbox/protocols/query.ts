import { spellError } from './error-names.ts';
import { decodeForm, fieldsOf } from './form.ts';
import type { Protocol, WireAnswer } from './protocol.ts';
import { encodeXml } from './xml.ts';

/** AWS Query, as IAM and STS speak it: a form in, XML out. */
export const query: Protocol = {
  operation: (request) => fieldsOf(request).get('Action') ?? '',
  input: (request) => decodeForm(fieldsOf(request)),

  answer: (output, operation, requestId, service) => {
    const content = encodeXml(output, 'member');
    const result = content && `<${operation}Result>${content}</${operation}Result>`;
    const metadata = encodeXml({ ResponseMetadata: { RequestId: requestId } }, 'member');
    return xml(
      200,
      requestId,
      `<${operation}Response xmlns="${service?.xmlNamespace}">${result}${metadata}</${operation}Response>`,
    );
  },

  error: (error, requestId, service) => {
    const { code, status, message } = spellError(error, 'query', service);
    const namespace = service?.xmlNamespace ? ` xmlns="${service?.xmlNamespace}"` : '';
    const content = encodeXml(
      {
        Error: { Type: faultOf(status), Code: code, Message: message },
        RequestId: requestId,
      },
      'member',
    );
    return xml(status, requestId, `<ErrorResponse${namespace}>${content}</ErrorResponse>`);
  },
};

function faultOf(status: number): 'Sender' | 'Receiver' {
  return status < 500 ? 'Sender' : 'Receiver';
}

function xml(status: number, requestId: string, body: string): WireAnswer {
  return {
    status,
    headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
    body,
  };
}
