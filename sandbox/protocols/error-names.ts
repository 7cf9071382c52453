import type { AwsError } from '../errors.ts';
import type { Service } from '../service.ts';

type Family = 'json' | 'query' | 'ec2';

interface Spelling {
  readonly code: string;
  readonly status: number;
  /** `undefined` keeps the message. */
  readonly message?: (message: string) => string;
}

/**
 * Errors that every service has, under the name JSON services give them, as the other families of
 * protocols spell them. The CloudWatch names that follow are in its API model.
 */
const spellings: Readonly<Record<string, { query: Spelling; ec2?: Spelling }>> = {
  AccessDeniedException: {
    query: { code: 'AccessDenied', status: 403 },
    ec2: {
      code: 'UnauthorizedOperation',
      status: 403,
      message: (message) => `You are not authorized to perform this operation. ${message}`,
    },
  },
  ThrottlingException: {
    query: { code: 'Throttling', status: 400 },
    ec2: {
      code: 'RequestLimitExceeded',
      status: 503,
      message: () => 'Request limit exceeded.',
    },
  },
  InternalFailure: {
    query: { code: 'InternalFailure', status: 500 },
    ec2: {
      code: 'InternalError',
      status: 500,
      message: () => 'An internal error has occurred',
    },
  },
  UnrecognizedClientException: {
    query: { code: 'InvalidClientTokenId', status: 403 },
    ec2: authFailure(),
  },
  InvalidSignatureException: {
    query: { code: 'SignatureDoesNotMatch', status: 403 },
    ec2: authFailure(),
  },
  // Not an AWS code: an InvalidSignatureException that only EC2 tells apart.
  SignatureExpired: {
    query: { code: 'SignatureDoesNotMatch', status: 403 },
    ec2: requestExpired(),
  },
  ExpiredTokenException: {
    query: { code: 'ExpiredToken', status: 403 },
    ec2: requestExpired(),
  },
  MissingAuthenticationTokenException: {
    query: {
      code: 'MissingAuthenticationToken',
      status: 403,
      message: () => 'Request is missing Authentication Token',
    },
  },
  IncompleteSignatureException: { query: { code: 'IncompleteSignature', status: 403 } },
  SerializationException: { query: { code: 'MalformedQueryString', status: 400 } },
  ...cloudWatchNames(),
  // SQS answers in JSON, and names its older Query errors in a header.
  QueueDoesNotExist: { query: { code: 'AWS.SimpleQueueService.NonExistentQueue', status: 400 } },
  QueueNameExists: { query: { code: 'QueueAlreadyExists', status: 400 } },
  QueueDeletedRecently: {
    query: { code: 'AWS.SimpleQueueService.QueueDeletedRecently', status: 400 },
  },
};

/** The family a service speaks by preference; JSON for one that is not modelled. */
export function familyOf(service: Service | undefined): Family {
  const [first = 'json-1.1'] = service?.protocols ?? [];
  if (first === 'ec2-query') return 'ec2';
  return first === 'query' ? 'query' : 'json';
}

/** The code, status and message of an error in one family of protocols. */
export function spellError(
  error: AwsError,
  family: Family,
  service?: Service,
): { code: string; status: number; message: string } {
  const own = service?.errorNames?.[error.code];
  const spelt = spellInFamily(error, family);
  return own === undefined ? spelt : { ...spelt, code: own };
}

function spellInFamily(
  error: AwsError,
  family: Family,
): { code: string; status: number; message: string } {
  const { code, status, message } = error;
  const both = family === 'json' ? undefined : spellings[code];
  const spelling = family === 'ec2' ? (both?.ec2 ?? both?.query) : both?.query;
  if (spelling)
    return { ...spelling, message: spelling.message ? spelling.message(message) : message };
  return {
    code: code === 'SignatureExpired' ? 'InvalidSignatureException' : code,
    status,
    message,
  };
}

function authFailure(): Spelling {
  return {
    code: 'AuthFailure',
    status: 401,
    message: () => 'AWS was not able to validate the provided access credentials',
  };
}

function requestExpired(): Spelling {
  return { code: 'RequestExpired', status: 400, message: () => 'Request has expired.' };
}

function cloudWatchNames(): Record<string, { query: Spelling }> {
  const name = (code: string, status = 400) => ({ query: { code, status } });
  return {
    InvalidParameterValueException: name('InvalidParameterValue'),
    InvalidParameterCombinationException: name('InvalidParameterCombination'),
    MissingRequiredParameterException: name('MissingParameter'),
    LimitExceededFault: name('LimitExceeded'),
    InvalidFormatFault: name('InvalidFormat'),
    DashboardInvalidInputError: name('InvalidParameterInput'),
    DashboardNotFoundError: name('ResourceNotFound', 404),
    InternalServiceFault: name('InternalServiceError', 500),
  };
}
