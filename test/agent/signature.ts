import { createHash, createHmac } from 'node:crypto';
import type { TagQuestion } from './recording-aws.ts';

/**
 * Signature Version 4 worked out again from AWS's description of it, sharing nothing with the
 * agent or the sandbox. Headers that AWS demands must be among the signed ones.
 */
export function hasRightSignature(request: TagQuestion, secretKey: string): boolean {
  const found = /Credential=[^/]+\/([^,]+), SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
    request.headers.authorization ?? '',
  );
  if (!found) return false;
  const [, scope = '', signedHeaders = '', signature = ''] = found;
  const names = signedHeaders.split(';');
  const mustBeSigned = Object.keys(request.headers).filter(
    (name) => name === 'host' || name === 'content-type' || name.startsWith('x-amz-'),
  );
  if (mustBeSigned.some((name) => !names.includes(name))) return false;
  if (names.join() !== [...names].sort().join()) return false;
  const canonical = [
    'POST',
    request.path,
    '',
    ...names.map((name) => `${name}:${String(request.headers[name]).trim()}`),
    '',
    signedHeaders,
    sha256(request.bytes),
  ].join('\n');
  const text = ['AWS4-HMAC-SHA256', request.headers['x-amz-date'], scope, sha256(canonical)];
  const key = signingKeys(secretKey, scope).at(-1) ?? '';
  return hmac(key, text.join('\n')).toString('hex') === signature;
}

/** The keys that the secret one is turned into for a scope, itself first; the last one signs. */
export function signingKeys(secretKey: string, scope: string): Buffer[] {
  const keys: Buffer[] = [Buffer.from(`AWS4${secretKey}`)];
  for (const part of scope.split('/')) keys.push(hmac(keys.at(-1) ?? '', part));
  return keys;
}

function sha256(text: string | Buffer): string {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
