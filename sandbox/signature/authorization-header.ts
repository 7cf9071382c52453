import { AwsError } from '../errors.ts';
import type { CredentialScope } from './signing-key.ts';

export interface Authorization {
  readonly accessKeyId: string;
  readonly scope: CredentialScope;
  /** Lower case, in the order given. */
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

/** The scope alone, for routing; `undefined` when there is none that can be read. */
export function findScope(authorization: string | undefined): CredentialScope | undefined {
  const [, date, region, service] =
    /Credential=[^/,\s]+\/(\d{8})\/([^/,\s]+)\/([^/,\s]+)\/aws4_request/.exec(
      authorization ?? '',
    ) ?? [];
  return date && region && service ? { date, region, service } : undefined;
}

/**
 * Reads an `AWS4-HMAC-SHA256` Authorization header.
 * @throws AwsError `MissingAuthenticationTokenException`, `IncompleteSignatureException`
 */
export function parseAuthorization(authorization: string | undefined): Authorization {
  if (!authorization)
    throw new AwsError('MissingAuthenticationTokenException', 'Missing Authentication Token');
  const scope = findScope(authorization);
  const accessKeyId = /Credential=([^/,\s]+)\//.exec(authorization)?.[1];
  const signedHeaders = /SignedHeaders=([^,\s]+)/.exec(authorization)?.[1];
  const signature = /Signature=([^,\s]+)/.exec(authorization)?.[1];
  const isSigV4 = authorization.startsWith('AWS4-HMAC-SHA256 ');
  if (!isSigV4 || !scope || !accessKeyId || !signedHeaders || !signature)
    throw new AwsError(
      'IncompleteSignatureException',
      `Authorization header requires 'Credential', 'Signature' and 'SignedHeaders' parameters. Authorization=${authorization.split(' ')[0]}`,
    );
  return { accessKeyId, scope, signedHeaders: signedHeaders.toLowerCase().split(';'), signature };
}
