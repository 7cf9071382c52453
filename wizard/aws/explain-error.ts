import { CancelledError, type ProblemId, problem, WizardError } from '../errors.ts';
import { plainText } from '../plain-text.ts';

/** What an SDK error carries, of which any part may be missing. */
interface AwsErrorShape {
  readonly name?: string;
  readonly message?: string;
  readonly code?: string;
  /** Put there by `clients.ts`: what was being tried, e.g. `iam:CreateRole`. */
  readonly attempt?: string;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
}

/**
 * Turns what the SDK threw into a problem with a sentence of its own. What is not AWS's answer or
 * the way to it is a defect of ours, and comes back unchanged.
 */
export function explainError(error: unknown): unknown {
  if (error instanceof WizardError || error instanceof CancelledError) return error;
  const seen = (error ?? {}) as AwsErrorShape;
  const id = problemIdOf(seen);
  if (!id) return error;
  return problem(
    id,
    {
      action: refusedRight(seen) ?? seen.attempt ?? '',
      error: seen.name ?? '',
      answer: plainText(seen.message ?? ''),
    },
    { cause: error },
  );
}

/** A call can need a right of another name, such as iam:PassRole: AWS's sentence says which. */
function refusedRight({ message }: AwsErrorShape): string | undefined {
  return /not authorized to perform: ([a-z0-9-]+:[A-Za-z0-9]+)/.exec(message ?? '')?.[1];
}

const idsByErrorName: Readonly<Record<string, ProblemId>> = {
  CredentialsProviderError: 'no-credentials',
  ProviderError: 'no-credentials',
  ExpiredToken: 'credentials-expired',
  ExpiredTokenException: 'credentials-expired',
  TokenRefreshRequired: 'credentials-expired',
  InvalidClientTokenId: 'credentials-refused',
  UnrecognizedClientException: 'credentials-refused',
  AuthFailure: 'credentials-refused',
  SignatureDoesNotMatch: 'credentials-refused',
  InvalidSignatureException: 'credentials-refused',
  RequestExpired: 'clock-wrong',
  RequestTimeTooSkewed: 'clock-wrong',
  // SNS has a name of its own for it.
  AuthorizationError: 'access-denied',
  AuthorizationErrorException: 'access-denied',
  AccessDenied: 'access-denied',
  AccessDeniedException: 'access-denied',
  UnauthorizedOperation: 'access-denied',
  ServiceQuotaExceededException: 'quota-reached',
  Throttling: 'throttled',
  ThrottlingException: 'throttled',
  RequestLimitExceeded: 'throttled',
  TooManyRequestsException: 'throttled',
};

const unreachable = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'ECONNRESET',
  'ETIMEDOUT',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EPIPE',
  // Behind a proxy that inspects TLS.
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
];

function problemIdOf({ name, message, code, $metadata }: AwsErrorShape): ProblemId | undefined {
  if (/SSO session|sso login|token.*expired/i.test(message ?? '')) return 'credentials-expired';
  // The answer to a skewed clock has the name of a wrong secret; only its text tells them apart.
  if (/signature expired|not yet current/i.test(message ?? '')) return 'clock-wrong';
  const known = idsByErrorName[name ?? ''];
  if (known) return known;
  // Each service has its own: TagLimitExceeded, RoleLimitExceeded and so on.
  if (/LimitExceeded(?:Exception)?$/.test(name ?? '')) return 'quota-reached';
  if (unreachable.includes(code ?? '') || name === 'TimeoutError') return 'endpoint-unreachable';
  return $metadata?.httpStatusCode ? 'aws-error' : undefined;
}
