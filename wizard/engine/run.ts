import type { MonitoringSpec } from '../../agent/monitoring-spec.ts';
import type { AlertWishes, Deployment } from '../alerts.ts';
import { sendChange } from '../aws/call.ts';
import type { AwsClients } from '../aws/clients.ts';
import type { Identity } from '../aws/identity.ts';
import type { Clock, EpochMs } from '../clock.ts';
import type { StackView } from '../look/stack.ts';
import type { AgentFiles } from '../on-instance/agent-files.ts';
import type { ProbeFacts } from '../on-instance/probe-facts.ts';
import type { Reporter } from '../ui/reporter.ts';
import type { AwsCall } from './action.ts';
import type { History } from './history.ts';
import type { Ledger } from './ledger.ts';

export interface RetentionSaid {
  /** Log groups that were named. */
  readonly groups: readonly string[];
  /** Those whose retention may be lowered: somebody typed their names once more. */
  readonly typed: readonly string[];
}

/** What one run is about and may touch. Passed in, never imported: a test replaces every part. */
export interface RunParts {
  readonly identity: Identity;
  readonly aws: AwsClients;
  readonly clock: Clock;
  readonly spec: MonitoringSpec;
  /** 16 hex digits, new for every run. */
  readonly nonce: string;
  readonly agentFiles: AgentFiles;
  readonly ledger: Ledger;
  readonly stack: StackView;
  readonly alerts: AlertWishes;
  readonly deployment: Deployment;
  /** A set-up, or its plan: others put one instance right, and leave the Region's verifier as it is. */
  readonly isSetUp: boolean;
  readonly reporter: Reporter;
  /** How long to wait for what AWS or the instance does by itself; `undefined`: each wait's own. */
  readonly timeoutMs: number | undefined;
  /** What this command line says of retentions: a later run only keeps what was set. */
  readonly retentionSaid?: RetentionSaid;
  /** Aborted by Ctrl+C. */
  readonly signal: AbortSignal;
}

export interface Run extends RunParts {
  /** What was done to the instance, in this run too. */
  history(): History;
  /** What a look inside the instance found in this run; `undefined` before one. */
  probe: ProbeFacts | undefined;
  /** AWS's time of this run's last change; `undefined` before one. */
  changedAt: EpochMs | undefined;
  /** How many actions of this run changed something. */
  changes: number;
  /** Sends calls that need nothing more, in order. */
  callAll(calls: readonly AwsCall[]): Promise<undefined>;
}

export function createRun(parts: RunParts): Run {
  return {
    ...parts,
    history: () => parts.ledger.history(),
    probe: undefined,
    changedAt: undefined,
    changes: 0,
    callAll: (calls) => sendAll(parts.aws, calls),
  };
}

/** One after the other; the first that fails ends it. */
export async function sendAll(aws: AwsClients, calls: readonly AwsCall[]): Promise<undefined> {
  for (const call of calls) await sendChange(aws, call);
  return undefined;
}
