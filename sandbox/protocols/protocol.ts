import type { AwsError } from '../errors.ts';
import type { Input } from '../input.ts';
import type { Service } from '../service.ts';
import { ec2Query } from './ec2-query.ts';
import { awsJson } from './json.ts';
import { query } from './query.ts';
import { restJson } from './rest-json.ts';
import { header, type WireRequest } from './wire-request.ts';

export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** How one family of services puts calls and answers on the wire. Knows no state. */
export interface Protocol {
  /** Name of the operation asked for; empty when the request names none. */
  operation(request: WireRequest): string;
  /** @throws AwsError `SerializationException` or `MalformedQueryString` */
  input(request: WireRequest): Input;
  answer(
    output: object,
    operation: string,
    requestId: string,
    service: Service | undefined,
  ): WireAnswer;
  error(error: AwsError, requestId: string, service: Service | undefined): WireAnswer;
}

/** The protocol a request is in, going by its own headers. */
export function protocolOf(request: WireRequest, service: Service | undefined): Protocol {
  if (service?.routes) return restJson(service);
  const contentType = header(request, 'content-type') ?? '';
  if (header(request, 'x-amz-target') !== undefined) {
    return awsJson(contentType.startsWith('application/x-amz-json-1.0') ? '1.0' : '1.1');
  }
  const isForm = contentType.startsWith('application/x-www-form-urlencoded');
  if (isForm || /[?&]Action=/.test(request.url))
    return service?.protocols.includes('ec2-query') ? ec2Query : query;
  // A service's own protocol also answers what is too broken to tell; JSON is the most readable.
  if (service?.protocols.includes('ec2-query')) return ec2Query;
  return service?.protocols[0] === 'query' ? query : awsJson('1.1');
}
