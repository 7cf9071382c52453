import { describe, expect, it } from 'vitest';
import type { Credential } from '../../sandbox/principal.ts';
import type { WireRequest } from '../../sandbox/protocols/wire-request.ts';
import { verifySignature } from '../../sandbox/signature/verify-signature.ts';

// The examples AWS publishes for Signature Version 4: the IAM user guide and its test suite.
const secretAccessKey = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
const signedAt = Date.parse('2015-08-30T12:36:00Z');

const principal = {
  kind: 'user',
  arn: 'arn:aws:iam::111122223333:user/example',
  userId: 'AIDAEXAMPLE',
  accountId: '111122223333',
  rights: [],
} as const;

function keysOf(more: Partial<Credential> = {}) {
  const credential: Credential = {
    accessKeyId: 'AKIDEXAMPLE',
    secretAccessKey,
    principal,
    ...more,
  };
  return new Map([[credential.accessKeyId, credential]]);
}

function requestOf(
  url: string,
  service: string,
  signature: string,
  headers: Readonly<Record<string, string>>,
): WireRequest {
  const all = { ...headers, 'x-amz-date': '20150830T123600Z' };
  const authorization = `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/${service}/aws4_request, SignedHeaders=${Object.keys(all).sort().join(';')}, Signature=${signature}`;
  return {
    method: 'GET',
    url,
    headers: Object.entries({ ...all, authorization }),
    body: Buffer.alloc(0),
  };
}

const userGuide = requestOf(
  '/?Action=ListUsers&Version=2010-05-08',
  'iam',
  '5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7',
  {
    'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
    host: 'iam.amazonaws.com',
  },
);

const host = { host: 'example.amazonaws.com' };

describe('verifySignature', () => {
  it.each([
    ['a query string', userGuide],
    [
      'nothing but a host',
      requestOf(
        '/',
        'service',
        '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31',
        host,
      ),
    ],
    [
      'parameters out of order',
      requestOf(
        '/?Param2=value2&Param1=value1',
        'service',
        'b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500',
        host,
      ),
    ],
  ])('accepts the published signature of a request with %s', (_case, request) => {
    const { credential, scope } = verifySignature(request, keysOf(), signedAt);
    expect(credential.principal).toBe(principal);
    expect(scope.region).toBe('us-east-1');
  });

  it.each([
    ['another query', { ...userGuide, url: '/?Action=ListRoles&Version=2010-05-08' }],
    ['another method', { ...userGuide, method: 'POST' }],
    ['another body', { ...userGuide, body: Buffer.from('x') }],
    [
      'another signed header',
      {
        ...userGuide,
        headers: userGuide.headers.map(([name, value]) =>
          name === 'host'
            ? (['host', 'elsewhere.amazonaws.com'] as const)
            : ([name, value] as const),
        ),
      },
    ],
  ])('refuses it for %s', (_case, request) => {
    expect(() => verifySignature(request, keysOf(), signedAt)).toThrow(
      /^The request signature we calculated does not match/,
    );
  });

  it('bears a clock that is five minutes off and not one that is more', () => {
    const verifyAt = (seconds: number) =>
      verifySignature(userGuide, keysOf(), signedAt + seconds * 1000);
    expect(() => [verifyAt(300), verifyAt(-300)]).not.toThrow();
    expect(() => verifyAt(301)).toThrow(
      'Signature expired: 20150830T123600Z is now earlier than 20150830T123601Z (20150830T124101Z - 5 min.)',
    );
    expect(() => verifyAt(-301)).toThrow(
      'Signature not yet current: 20150830T123600Z is still later than 20150830T123559Z (20150830T123059Z + 5 min.)',
    );
  });

  it.each(['x-amz-target', 'x-amz-security-token'])('refuses an unsigned %s', (name) => {
    const request = { ...userGuide, headers: [...userGuide.headers, [name, 'a'] as const] };
    expect(() => verifySignature(request, keysOf(), signedAt)).toThrow(
      `'${name}' must be a 'SignedHeader' in the AWS Authorization.`,
    );
  });

  it('refuses issued keys without their token', () => {
    expect(() => verifySignature(userGuide, keysOf({ sessionToken: 'token' }), signedAt)).toThrow(
      'The security token included in the request is invalid.',
    );
  });

  it('refuses keys from the moment they expire', () => {
    const verifyAt = (expiresAt: number) =>
      verifySignature(userGuide, keysOf({ expiresAt }), signedAt);
    expect(() => verifyAt(signedAt + 1)).not.toThrow();
    expect(() => verifyAt(signedAt)).toThrow(
      'The security token included in the request is expired',
    );
  });

  it('refuses a scope whose date is not that of the request', () => {
    const headers = userGuide.headers.map(
      ([name, value]) => [name, value.replace('20150830/', '20150829/')] as const,
    );
    expect(() => verifySignature({ ...userGuide, headers }, keysOf(), signedAt)).toThrow(
      /^Date in Credential scope does not match/,
    );
  });

  it.each([
    ['no Authorization header', undefined, 'MissingAuthenticationTokenException'],
    ['another scheme', 'Basic abc', 'IncompleteSignatureException'],
    ['half a header', 'AWS4-HMAC-SHA256 Credential=AKID/x', 'IncompleteSignatureException'],
  ])('names what is wrong with %s', (_case, authorization, code) => {
    const headers: [string, string][] = authorization ? [['authorization', authorization]] : [];
    expect(() => verifySignature({ ...userGuide, headers }, keysOf(), signedAt)).toThrow(
      expect.objectContaining({ code }),
    );
  });
});
