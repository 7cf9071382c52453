/** An HTTP request as it came in, body unzipped or not; what a signature is computed over. */
export interface WireRequest {
  readonly method: string;
  /** Path and query as sent. */
  readonly url: string;
  /** Names in lower case, in the order sent; a name may come twice. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
}

/** The values of a header joined as HTTP joins them; `undefined` when it was not sent. */
export function header(request: WireRequest, name: string): string | undefined {
  const values = request.headers.filter(([each]) => each === name).map(([, value]) => value);
  return values.length > 0 ? values.join(',') : undefined;
}

/** Path and query, apart. */
export function splitUrl(url: string): { path: string; query: string } {
  const mark = url.indexOf('?');
  return mark === -1
    ? { path: url, query: '' }
    : { path: url.slice(0, mark), query: url.slice(mark + 1) };
}
