import { describe, expect, it } from 'vitest';
import { explainError } from '../../wizard/aws/explain-error.ts';
import { CancelledError, type ProblemId, problem, WizardError } from '../../wizard/errors.ts';

interface Shape {
  readonly name?: string;
  readonly message?: string;
  readonly code?: string;
  readonly attempt?: string;
  readonly status?: number;
}

function thrown({
  name = 'Error',
  message = '',
  code,
  attempt = 'ec2:RunInstances',
  status,
}: Shape) {
  const metadata = status === undefined ? {} : { $metadata: { httpStatusCode: status } };
  return Object.assign(new Error(message), { name, code, attempt, ...metadata });
}

function idOf(error: unknown): ProblemId | undefined {
  const explained = explainError(error);
  return explained instanceof WizardError ? explained.problems[0].id : undefined;
}

describe('what AWS or the way to it says', () => {
  it.each<[ProblemId, Shape]>([
    ['no-credentials', { name: 'CredentialsProviderError', message: 'Could not load credentials' }],
    [
      'credentials-expired',
      {
        name: 'CredentialsProviderError',
        message: 'The SSO session associated with this profile has expired.',
      },
    ],
    [
      'credentials-expired',
      {
        name: 'CredentialsProviderError',
        message: 'To refresh this SSO session run aws sso login',
      },
    ],
    ['credentials-expired', { name: 'ExpiredToken', status: 403 }],
    ['credentials-expired', { name: 'ExpiredTokenException', status: 400 }],
    [
      'credentials-expired',
      { name: 'AuthFailure', message: 'The security token included in the request is expired' },
    ],
    ['credentials-refused', { name: 'InvalidClientTokenId', status: 403 }],
    ['credentials-refused', { name: 'UnrecognizedClientException', status: 400 }],
    ['credentials-refused', { name: 'AuthFailure', status: 401 }],
    [
      'credentials-refused',
      {
        name: 'SignatureDoesNotMatch',
        message: 'The request signature we calculated does not match the signature you provided.',
      },
    ],
    [
      'clock-wrong',
      {
        name: 'SignatureDoesNotMatch',
        message: 'Signature expired: 20261124T000000Z is now earlier than 20261124T010000Z',
      },
    ],
    [
      'clock-wrong',
      { name: 'SignatureDoesNotMatch', message: 'Signature not yet current: 20261124T020000Z' },
    ],
    [
      'clock-wrong',
      { name: 'InvalidSignatureException', message: 'Signature expired: 20261124T000000Z' },
    ],
    ['clock-wrong', { name: 'RequestExpired', status: 400 }],
    ['access-denied', { name: 'AccessDenied', status: 403 }],
    ['access-denied', { name: 'AccessDeniedException', status: 400 }],
    ['access-denied', { name: 'AuthorizationErrorException', status: 403 }],
    ['access-denied', { name: 'UnauthorizedOperation', status: 403 }],
    ['throttled', { name: 'Throttling', status: 400 }],
    ['throttled', { name: 'ThrottlingException', status: 400 }],
    ['throttled', { name: 'RequestLimitExceeded', status: 503 }],
    ['endpoint-unreachable', { code: 'ECONNREFUSED' }],
    ['endpoint-unreachable', { code: 'ENOTFOUND' }],
    ['endpoint-unreachable', { code: 'EAI_AGAIN' }],
    ['endpoint-unreachable', { name: 'TimeoutError', code: 'ETIMEDOUT' }],
    ['endpoint-unreachable', { name: 'TimeoutError' }],
    ['quota-reached', { name: 'LimitExceeded', status: 409 }],
    ['quota-reached', { name: 'TagLimitExceeded', status: 400 }],
    ['aws-error', { name: 'InternalFailure', status: 500 }],
  ])('%s: %j', (id, shape) => {
    expect(idOf(thrown(shape))).toBe(id);
  });

  it('is told with what was tried and what was answered, and keeps its cause', () => {
    const error = thrown({
      name: 'AccessDenied',
      message: 'not authorized',
      attempt: 'iam:CreateRole',
    });
    const explained = explainError(error) as WizardError;
    expect(explained.problems).toEqual([
      {
        id: 'access-denied',
        values: { action: 'iam:CreateRole', error: 'AccessDenied', answer: 'not authorized' },
      },
    ]);
    expect(explained.cause).toBe(error);
  });

  it('is printed without its control characters, and cut', () => {
    const message = `\u001b[2J${'x'.repeat(1000)}`;
    const explained = explainError(thrown({ status: 400, message })) as WizardError;
    expect(explained.problems[0].values.answer).toMatch(/^ \[2Jx{500,}…$/);
  });
});

describe('what is no answer of AWS comes back unchanged', () => {
  it.each([
    ['a defect of ours', new TypeError('x is not a function')],
    ['a file that is not there', Object.assign(new Error('no'), { code: 'ENOENT' })],
    ['a problem that is explained already', problem('no-region')],
    ['a no', new CancelledError()],
    ['text', 'oops'],
    ['nothing', undefined],
    ['null', null],
  ])('%s', (_, error) => {
    expect(explainError(error)).toBe(error);
  });
});
