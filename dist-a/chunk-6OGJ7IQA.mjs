import {
  CancelledError,
  WizardError,
  problem
} from "./chunk-OHCQFU2G.mjs";

// wizard/plain-text.ts
function plainText(text, limit = 600) {
  const clean = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ");
  return clean.length > limit ? `${clean.slice(0, limit)}\u2026` : clean;
}

// wizard/aws/explain-error.ts
function explainError(error) {
  if (error instanceof WizardError || error instanceof CancelledError) return error;
  const seen = error ?? {};
  const id = problemIdOf(seen);
  if (!id) return error;
  return problem(
    id,
    {
      action: seen.attempt ?? "",
      error: seen.name ?? "",
      answer: plainText(seen.message ?? "")
    },
    { cause: error }
  );
}
var idsByErrorName = {
  CredentialsProviderError: "no-credentials",
  ProviderError: "no-credentials",
  ExpiredToken: "credentials-expired",
  ExpiredTokenException: "credentials-expired",
  TokenRefreshRequired: "credentials-expired",
  InvalidClientTokenId: "credentials-refused",
  UnrecognizedClientException: "credentials-refused",
  AuthFailure: "credentials-refused",
  SignatureDoesNotMatch: "credentials-refused",
  InvalidSignatureException: "credentials-refused",
  RequestExpired: "clock-wrong",
  RequestTimeTooSkewed: "clock-wrong",
  AccessDenied: "access-denied",
  AccessDeniedException: "access-denied",
  UnauthorizedOperation: "access-denied",
  Throttling: "throttled",
  ThrottlingException: "throttled",
  RequestLimitExceeded: "throttled",
  TooManyRequestsException: "throttled"
};
var unreachable = [
  "ECONNREFUSED",
  "ENOTFOUND",
  "ECONNRESET",
  "ETIMEDOUT",
  "EAI_AGAIN",
  "EHOSTUNREACH"
];
function problemIdOf({ name, message, code, $metadata }) {
  if (/SSO session|sso login|token.*expired/i.test(message ?? "")) return "credentials-expired";
  if (/signature expired|not yet current/i.test(message ?? "")) return "clock-wrong";
  const known = idsByErrorName[name ?? ""];
  if (known) return known;
  if (unreachable.includes(code ?? "") || name === "TimeoutError") return "endpoint-unreachable";
  return $metadata?.httpStatusCode ? "aws-error" : void 0;
}

export {
  plainText,
  explainError
};
