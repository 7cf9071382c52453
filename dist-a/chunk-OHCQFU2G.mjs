// wizard/errors.ts
var exitCodes = {
  ok: 0,
  failed: 1,
  usage: 2,
  unhealthy: 3,
  preflight: 4,
  resumable: 5,
  partial: 6,
  interrupted: 130,
  terminated: 143
};
var problemExitCodes = {
  "unknown-verb": exitCodes.usage,
  "unknown-flag": exitCodes.usage,
  "missing-flag": exitCodes.usage,
  "missing-value": exitCodes.usage,
  "bad-value": exitCodes.usage,
  "unexpected-argument": exitCodes.usage,
  "needs-confirmation": exitCodes.usage,
  "no-region": exitCodes.usage,
  "unreadable-file": exitCodes.usage,
  "no-credentials": exitCodes.preflight,
  "credentials-refused": exitCodes.preflight,
  "credentials-expired": exitCodes.preflight,
  "access-denied": exitCodes.preflight,
  "clock-wrong": exitCodes.preflight,
  "endpoint-unreachable": exitCodes.preflight,
  "no-such-instance": exitCodes.preflight,
  "instance-stopped": exitCodes.preflight,
  "instance-not-running-yet": exitCodes.resumable,
  "instance-terminated": exitCodes.preflight,
  "instance-windows": exitCodes.preflight,
  "role-trust-wrong": exitCodes.preflight,
  "role-lacks-cloudwatch": exitCodes.preflight,
  "role-lacks-ssm": exitCodes.preflight,
  "profile-holds-other-role": exitCodes.preflight,
  "profile-empty-not-ours": exitCodes.preflight,
  "instance-has-other-role": exitCodes.preflight,
  "no-system-log": exitCodes.preflight,
  "journald-needs-newer-agent": exitCodes.preflight,
  "another-run": exitCodes.resumable,
  "changed-under-us": exitCodes.resumable,
  "differs-from-assumed": exitCodes.resumable,
  "managed-node-late": exitCodes.resumable,
  "managed-node-lost": exitCodes.resumable,
  "not-settled": exitCodes.resumable,
  "arrival-late": exitCodes.resumable,
  "profile-not-visible": exitCodes.resumable,
  "command-failed": exitCodes.failed,
  "command-not-delivered": exitCodes.failed,
  throttled: exitCodes.failed,
  "aws-error": exitCodes.failed,
  "no-record": exitCodes.failed,
  "journal-unreadable": exitCodes.failed,
  "journal-unwritable": exitCodes.failed
};
var WizardError = class extends Error {
  problems;
  constructor(problem2, options) {
    const problems = "id" in problem2 ? [problem2] : problem2;
    super(problems.map(({ id }) => id).join(", "), options);
    this.name = "WizardError";
    this.problems = problems;
  }
  get exitCode() {
    return problemExitCodes[this.problems[0].id];
  }
};
function problem(id, values = {}, options) {
  return new WizardError({ id, values }, options);
}
var CancelledError = class extends Error {
  exitCode;
  /** How many changes stand by then; what they are is in the journal. */
  changes;
  constructor({ exitCode = exitCodes.interrupted, changes = 0 } = {}) {
    super("Cancelled");
    this.name = "CancelledError";
    this.exitCode = exitCode;
    this.changes = changes;
  }
};
function withChanges(error, changes) {
  if (!(error instanceof CancelledError)) return error;
  return new CancelledError({ exitCode: error.exitCode, changes });
}

export {
  exitCodes,
  WizardError,
  problem,
  CancelledError,
  withChanges
};
