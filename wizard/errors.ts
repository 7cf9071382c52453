/** Values of a sentence: what it names. They come from AWS or an instance, so they are untrusted. */
export type Values = Readonly<
  Record<string, string | number | boolean | readonly string[] | readonly number[]>
>;

/** Exit codes that scripts depend on. */
export const exitCodes = {
  ok: 0,
  failed: 1,
  usage: 2,
  unhealthy: 3,
  preflight: 4,
  resumable: 5,
  partial: 6,
  interrupted: 130,
  terminated: 143,
} as const;

/** Every problem a user can meet, with its exit code. The ids are in `--json` and never renamed. */
export const problemExitCodes = {
  'unknown-verb': exitCodes.usage,
  'unknown-flag': exitCodes.usage,
  'missing-flag': exitCodes.usage,
  'missing-value': exitCodes.usage,
  'bad-value': exitCodes.usage,
  'unexpected-argument': exitCodes.usage,
  'needs-confirmation': exitCodes.usage,
  'no-region': exitCodes.usage,
  'unreadable-file': exitCodes.usage,
  'sandbox-not-started': exitCodes.preflight,
  'no-credentials': exitCodes.preflight,
  'credentials-refused': exitCodes.preflight,
  'credentials-expired': exitCodes.preflight,
  'access-denied': exitCodes.preflight,
  'clock-wrong': exitCodes.preflight,
  'endpoint-unreachable': exitCodes.preflight,
  'no-such-instance': exitCodes.preflight,
  'no-instances': exitCodes.preflight,
  'instance-stopped': exitCodes.preflight,
  'instance-not-running-yet': exitCodes.resumable,
  'instance-terminated': exitCodes.preflight,
  'instance-windows': exitCodes.preflight,
  'metadata-off': exitCodes.preflight,
  'role-trust-wrong': exitCodes.preflight,
  'role-lacks-cloudwatch': exitCodes.preflight,
  'role-lacks-ssm': exitCodes.preflight,
  'profile-holds-other-role': exitCodes.preflight,
  'profile-empty-not-ours': exitCodes.preflight,
  'instance-has-other-role': exitCodes.preflight,
  'commands-missing': exitCodes.preflight,
  'no-system-log': exitCodes.preflight,
  'journald-needs-newer-agent': exitCodes.preflight,
  'alerts-undecided': exitCodes.usage,
  'other-account': exitCodes.preflight,
  'topic-elsewhere': exitCodes.usage,
  'topic-not-found': exitCodes.preflight,
  'records-unreadable': exitCodes.preflight,
  'stack-not-ours': exitCodes.preflight,
  'stack-broken': exitCodes.preflight,
  'stack-newer': exitCodes.preflight,
  'stack-failed': exitCodes.failed,
  'stack-busy': exitCodes.resumable,
  'stack-late': exitCodes.resumable,
  'no-verifier': exitCodes.preflight,
  'instances-registered': exitCodes.preflight,
  'record-changed': exitCodes.resumable,
  'record-newer': exitCodes.preflight,
  'email-unconfirmed': exitCodes.resumable,
  'verifier-silent': exitCodes.resumable,
  'verifier-blind': exitCodes.resumable,
  'link-wrong': exitCodes.usage,
  'test-alert-failed': exitCodes.failed,
  'log-not-writable': exitCodes.usage,
  'log-stream-shared': exitCodes.usage,
  'awslogs-needs-imdsv1': exitCodes.preflight,
  'awslogs-in-another-region': exitCodes.preflight,
  'system-log-taken': exitCodes.preflight,
  'awslogs-not-on-this-os': exitCodes.preflight,
  'awslogs-needs-a-file': exitCodes.preflight,
  'no-agent-for-amazon-linux-1': exitCodes.preflight,
  'cloudwatch-agent-not-on-this-os': exitCodes.preflight,
  'log-is-system-log': exitCodes.preflight,
  'log-file-missing': exitCodes.preflight,
  'cannot-start-at-end': exitCodes.preflight,
  'metrics-agent-ships-logs': exitCodes.preflight,
  'metrics-agent-configured': exitCodes.preflight,
  'backlog-costs': exitCodes.resumable,
  'retention-of-no-log': exitCodes.usage,
  'retention-lowers': exitCodes.usage,
  'log-service-down': exitCodes.resumable,
  'log-syslog-down': exitCodes.resumable,
  'log-clock-wrong': exitCodes.resumable,
  'log-region-wrong': exitCodes.resumable,
  'log-denied': exitCodes.resumable,
  'log-no-credentials': exitCodes.resumable,
  'log-no-network': exitCodes.resumable,
  'log-rotated': exitCodes.resumable,
  'log-state-stuck': exitCodes.resumable,
  'another-run': exitCodes.resumable,
  'changed-under-us': exitCodes.resumable,
  'differs-from-assumed': exitCodes.resumable,
  'managed-node-late': exitCodes.resumable,
  'managed-node-lost': exitCodes.resumable,
  'not-settled': exitCodes.resumable,
  'role-left': exitCodes.resumable,
  'arrival-late': exitCodes.resumable,
  'profile-not-visible': exitCodes.resumable,
  'command-late': exitCodes.resumable,
  'command-failed': exitCodes.failed,
  'command-not-delivered': exitCodes.failed,
  throttled: exitCodes.failed,
  'quota-reached': exitCodes.preflight,
  'aws-error': exitCodes.failed,
  'no-record': exitCodes.failed,
  'journal-unreadable': exitCodes.failed,
  'journal-unwritable': exitCodes.failed,
} as const satisfies Readonly<Record<string, number>>;

export type ProblemId = keyof typeof problemExitCodes;

/** What went wrong, as data: the sentence is in the message catalogue under the same id. */
export interface Problem {
  readonly id: ProblemId;
  readonly values: Values;
}

/** A failure the user can act on: printed as what, why and what to do, without a stack. */
export class WizardError extends Error {
  readonly problems: readonly [Problem, ...Problem[]];

  constructor(problem: Problem | readonly [Problem, ...Problem[]], options?: ErrorOptions) {
    const problems = 'id' in problem ? ([problem] as const) : problem;
    super(problems.map(({ id }) => id).join(', '), options);
    this.name = 'WizardError';
    this.problems = problems;
  }

  get exitCode(): number {
    return problemExitCodes[this.problems[0].id];
  }
}

/** Shorthand for the commonest throw. */
export function problem(id: ProblemId, values: Values = {}, options?: ErrorOptions): WizardError {
  return new WizardError({ id, values }, options);
}

/** Ctrl+C, SIGTERM, or a no. Not a failure: no error text. */
export class CancelledError extends Error {
  readonly exitCode: number;
  /** How many changes stand by then; what they are is in the journal. */
  readonly changes: number;

  constructor({ exitCode = exitCodes.interrupted as number, changes = 0 } = {}) {
    super('Cancelled');
    this.name = 'CancelledError';
    this.exitCode = exitCode;
    this.changes = changes;
  }
}

/** The same cancellation, which now knows what was done before it; any other error as it is. */
export function withChanges(error: unknown, changes: number): unknown {
  if (!(error instanceof CancelledError)) return error;
  return new CancelledError({ exitCode: error.exitCode, changes });
}
