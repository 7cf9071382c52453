import { randomBytes } from 'node:crypto';
import type { MonitoringSpec } from '../../agent/monitoring-spec.ts';
import type { AlertWishes, Deployment } from '../alerts.ts';
import { type AwsClients, createAwsClients } from '../aws/clients.ts';
import { regionFrom } from '../aws/credential-source.ts';
import { type Identity, readIdentity } from '../aws/identity.ts';
import type { Clock } from '../clock.ts';
import { type Journal, journalDirectory, openJournal, type Processes } from '../engine/journal.ts';
import { type Ledger, openLedger } from '../engine/ledger.ts';
import { createRun, type Run, sendAll } from '../engine/run.ts';
import { problem } from '../errors.ts';
import type { Flags } from '../flags/flags.ts';
import { type RecordTable, recordTable } from '../look/record-table.ts';
import { createStackView, isInService, type StackAnswer, type StackView } from '../look/stack.ts';
import type { Catalogue } from '../messages/catalogue.ts';
import type { Language } from '../messages/languages.ts';
import { type AgentFiles, readAgentFiles } from '../on-instance/agent-files.ts';
import type { StackRun } from '../steps/verifier/stack-run.ts';
import type { Prompts } from '../ui/prompts.ts';
import type { Reporter } from '../ui/reporter.ts';
import type { Terminal } from '../ui/terminal.ts';
import { verifierTemplate } from '../verifier-code.ts';

/** What the outside gives a command: everything it may read, write, wait on or ask. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly terminal: Terminal;
  /** `undefined` where nobody can be asked. */
  readonly prompts: Prompts | undefined;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly processes: Processes;
  /** Of this program, e.g. `0.1.0`. */
  readonly version: string;
  /** IANA name of the machine's time zone. */
  readonly timeZone: () => string;
  /** Where mail of a pretend account can be read; left out: in people's own mailboxes. */
  readonly mailboxUrl?: string;
}

/** One signed-in command line. */
export interface Session extends Surroundings {
  readonly flags: Flags;
  readonly messages: Catalogue;
  readonly language: Language;
  readonly reporter: Reporter;
  readonly aws: AwsClients;
  readonly identity: Identity;
  readonly agentFiles: AgentFiles;
  readonly stack: StackView;
  /** 16 hex digits, new at each call. */
  readonly nonce: () => string;
}

/** A command from an alert names the account it is for. */
function refuseOtherAccount({ accountId }: Identity, expected: string | undefined): void {
  if (expected !== undefined && expected !== accountId)
    throw problem('other-account', { accountId, expected });
}

/** Signs in, and shows whose account it is before anything is looked at. */
export async function openSession(
  surroundings: Surroundings,
  said: Pick<Session, 'flags' | 'messages' | 'language' | 'reporter'>,
): Promise<Session> {
  const { env, clock } = surroundings;
  const region = regionFrom(env, said.flags.region);
  const { profile } = said.flags;
  const target = {
    ...(region ? { region } : {}),
    ...(profile ? { profile } : {}),
    // A set-up is a burst of calls, and worth more patience than the SDK's three tries.
    ...(env.AWS_MAX_ATTEMPTS ? {} : { maxAttempts: 5 }),
  };
  const aws = createAwsClients(target, clock);
  const identity = await readIdentity(aws, env, profile);
  said.reporter.identity(identity);
  refuseOtherAccount(identity, said.flags.expectAccount);
  const stack = createStackView(aws);
  return { ...surroundings, ...said, aws, identity, agentFiles: readAgentFiles(), stack, nonce };
}

function nonce(): string {
  return randomBytes(8).toString('hex');
}

export function journalOf({ identity, env, processes }: Session, instanceId: string): Journal {
  const { accountId, region } = identity;
  return openJournal(journalDirectory(env), { accountId, region, instanceId }, processes);
}

/** The records in the stack's table; `undefined` where there is none, or it may not be looked for. */
export async function recordsOf({ stack, aws }: Session): Promise<RecordTable | undefined> {
  const seen = await stack.read();
  return isInService(seen) ? recordTable(aws.dynamodb, seen.outputs.TableName) : undefined;
}

/** Registered by what this machine remembers, while nobody may see where: that may be out of date. */
export function isUnreadable(journal: Journal, stack: StackAnswer): boolean {
  return stack === 'denied' && Boolean(journal.history().record?.registeredIn);
}

/** What is known of an instance: by the table where it is registered, else by this machine. */
export async function ledgerFor(session: Session, instanceId: string): Promise<Ledger> {
  const journal = journalOf(session, instanceId);
  // What is changed past its record is missed by the verifier, and by every other machine.
  if (isUnreadable(journal, await session.stack.read()))
    throw problem('records-unreadable', { instanceId });
  return openLedger(journal, await recordsOf(session), instanceId);
}

export function alertsFrom({ emails, webhook, topic, noAlerts }: Flags): AlertWishes {
  return { emails, webhook, topic, declined: noAlerts };
}

export function deploymentOf({ version, language, timeZone }: Session): Deployment {
  return {
    version,
    language,
    timeZone: timeZone(),
    template: () => verifierTemplate(version),
  };
}

/** A run on the Region's stack, of no instance. */
export function stackRunFor(session: Session): StackRun {
  const { aws, clock, identity, reporter, signal, stack, flags } = session;
  return {
    aws,
    clock,
    identity,
    reporter,
    signal,
    stack,
    alerts: alertsFrom(flags),
    timeoutMs: patienceFrom(flags),
    callAll: (calls) => sendAll(aws, calls),
  };
}

/** What was said; `undefined`: each wait's own. */
function patienceFrom({ timeoutSeconds }: Flags): number | undefined {
  return timeoutSeconds === undefined ? undefined : timeoutSeconds * 1000;
}

export function runFor(session: Session, spec: MonitoringSpec, ledger: Ledger): Run {
  const { identity, aws, clock, agentFiles, reporter, signal, flags, stack } = session;
  return createRun({
    identity,
    aws,
    clock,
    spec,
    nonce: session.nonce(),
    agentFiles,
    ledger,
    stack,
    alerts: alertsFrom(flags),
    deployment: deploymentOf(session),
    isSetUp: false,
    reporter,
    timeoutMs: patienceFrom(flags),
    signal,
  });
}
