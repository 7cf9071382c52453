import { header, splitUrl, type WireRequest } from '../protocols/wire-request.ts';
import { sha256Hex } from './signing-key.ts';

/** The text whose hash is signed (SigV4, every service but S3). */
export function canonicalRequest(request: WireRequest, signedHeaders: readonly string[]): string {
  const { path, query } = splitUrl(request.url);
  const headers = signedHeaders.map((name) => `${name}:${canonicalValue(request, name)}\n`);
  return [
    request.method,
    canonicalPath(path),
    canonicalQuery(query),
    headers.join(''),
    signedHeaders.join(';'),
    sha256Hex(request.body),
  ].join('\n');
}

function canonicalValue(request: WireRequest, name: string): string {
  return (header(request, name) ?? '').trim().replace(/ +/g, ' ');
}

/** Dot segments and doubled slashes go; what is sent is encoded once more. */
function canonicalPath(path: string): string {
  const kept: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') kept.pop();
    else if (segment !== '' && segment !== '.') kept.push(encode(segment));
  }
  const slash = path.endsWith('/') && kept.length > 0 ? '/' : '';
  return `/${kept.join('/')}${slash}`;
}

function canonicalQuery(query: string): string {
  if (query === '') return '';
  return query
    .split('&')
    .map((pair) => {
      const [name = '', ...value] = pair.split('=');
      return [encode(decode(name)), encode(decode(value.join('=')))] as const;
    })
    .sort(([a, x], [b, y]) => compare(a, b) || compare(x, y))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

/** By code units: `localeCompare` would sort `a` before `B`. */
function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // Not an encoding at all; then nobody can have signed it, and the signature will say so.
    return text;
  }
}

/** RFC 3986: all but letters, digits and `-._~`. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
