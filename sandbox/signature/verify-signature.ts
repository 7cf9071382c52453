import { timingSafeEqual } from 'node:crypto';
import { AwsError } from '../errors.ts';
import type { Credential } from '../principal.ts';
import { header, type WireRequest } from '../protocols/wire-request.ts';
import { type Authorization, parseAuthorization } from './authorization-header.ts';
import { canonicalRequest } from './canonical-request.ts';
import { type CredentialScope, formatScope, sha256Hex, sign } from './signing-key.ts';

/** How far a caller's clock may be off. */
const toleranceMs = 5 * 60_000;

export interface Signer {
  readonly credential: Credential;
  readonly scope: CredentialScope;
}

/**
 * Whose request it is, and for which Region and service.
 * @throws AwsError under the name JSON services use; `SignatureExpired` is an
 * InvalidSignatureException that EC2 calls otherwise.
 */
export function verifySignature(
  request: WireRequest,
  credentials: ReadonlyMap<string, Credential>,
  now: number,
): Signer {
  const authorization = parseAuthorization(header(request, 'authorization'));
  const signedAt = signingTimeOrThrow(request, authorization);
  checkClock(signedAt, now);
  checkRegion(authorization);
  checkSignedHeaders(request, authorization);
  const credential = credentials.get(authorization.accessKeyId);
  // Issued keys are nothing without their token, and a token is nothing with other keys.
  if (!credential || credential.sessionToken !== header(request, 'x-amz-security-token'))
    throw unknownKey();
  const { scope, signedHeaders, signature } = authorization;
  const hash = sha256Hex(canonicalRequest(request, signedHeaders));
  const stringToSign = ['AWS4-HMAC-SHA256', signedAt, formatScope(scope), hash].join('\n');
  if (!isSame(sign(credential.secretAccessKey, scope, stringToSign), signature))
    throw refused(
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    );
  if (credential.expiresAt !== undefined && credential.expiresAt <= now)
    throw new AwsError(
      'ExpiredTokenException',
      'The security token included in the request is expired',
    );
  return { credential, scope };
}

/** `YYYYMMDDTHHMMSSZ`, from `X-Amz-Date` or else from `Date`. */
function signingTimeOrThrow(request: WireRequest, { scope }: Authorization): string {
  const date = header(request, 'date');
  const signedAt = header(request, 'x-amz-date') ?? (date && formatTime(Date.parse(date)));
  if (!signedAt || !/^\d{8}T\d{6}Z$/.test(signedAt))
    throw new AwsError(
      'IncompleteSignatureException',
      "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.",
    );
  if (!signedAt.startsWith(scope.date))
    throw refused(
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${scope.date}' != '${signedAt.slice(0, 8)}', from '${signedAt}'.`,
    );
  return signedAt;
}

function checkClock(signedAt: string, now: number): void {
  const at = Date.parse(
    signedAt.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'),
  );
  const [earliest, latest] = [now - toleranceMs, now + toleranceMs];
  // Whole seconds: the signature has no finer ones.
  if (at < Math.floor(earliest / 1000) * 1000)
    throw new AwsError(
      'SignatureExpired',
      `Signature expired: ${signedAt} is now earlier than ${formatTime(earliest)} (${formatTime(now)} - 5 min.)`,
    );
  if (!(at <= latest))
    throw new AwsError(
      'SignatureExpired',
      `Signature not yet current: ${signedAt} is still later than ${formatTime(latest)} (${formatTime(now)} + 5 min.)`,
    );
}

/** Regions come into being when they are first named: only what looks like one may be. */
function checkRegion({ scope }: Authorization): void {
  if (!/^[a-z]{2}(-[a-z]+){1,3}-\d{1,2}$/.test(scope.region))
    throw refused(`Credential should be scoped to a valid region, not '${scope.region}'.`);
}

/** The rule is AWS's; services differ in how strictly they keep it. The sandbox keeps it always. */
function checkSignedHeaders(request: WireRequest, { signedHeaders }: Authorization): void {
  const names = request.headers.map(([name]) => name);
  const needed = names.filter((name) => name === 'host' || name.startsWith('x-amz-'));
  const unsigned = needed.find((name) => !signedHeaders.includes(name));
  if (unsigned) throw refused(`'${unsigned}' must be a 'SignedHeader' in the AWS Authorization.`);
}

export function unknownKey(): AwsError {
  return new AwsError(
    'UnrecognizedClientException',
    'The security token included in the request is invalid.',
  );
}

function refused(message: string): AwsError {
  return new AwsError('InvalidSignatureException', message);
}

function isSame(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Empty for a date that cannot be read. */
function formatTime(at: number): string {
  if (Number.isNaN(at)) return '';
  return new Date(at).toISOString().replace(/[-:]|\.\d+/g, '');
}
