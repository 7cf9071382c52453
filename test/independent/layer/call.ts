import type { IncomingHttpHeaders } from 'node:http';

/** One call that came in at the layer. */
export interface Call {
  /** Signing name, e.g. `monitoring`. */
  readonly service: string;
  readonly operation: string;
  /** Of a JSON service as it is; of a Query service flat, e.g. `InstanceId.1`. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly isJson: boolean;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

export function readCall(headers: IncomingHttpHeaders, body: Buffer): Call {
  const service = /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//.exec(headers.authorization ?? '')?.[1];
  const target = headers['x-amz-target'];
  const isJson = target !== undefined;
  const input = isJson
    ? JSON.parse(body.toString() || '{}')
    : Object.fromEntries(new URLSearchParams(body.toString()));
  const operation = isJson ? String(target).split('.').at(-1) : input.Action;
  return { service: service ?? '', operation: operation ?? '', input, isJson, headers, body };
}

export function regionOf({ headers }: Call): string {
  return /Credential=[^/]+\/\d+\/([^/]+)\//.exec(headers.authorization ?? '')?.[1] ?? '';
}

export function json(value: object, status = 200): Answer {
  const headers = { 'content-type': 'application/x-amz-json-1.1' };
  return { status, headers, body: JSON.stringify(value) };
}

export function xml(text: string): Answer {
  return { status: 200, headers: { 'content-type': 'text/xml' }, body: text };
}
