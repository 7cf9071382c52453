import { randomBytes } from 'node:crypto';
import type { MonitoringSpec } from '../../agent/monitoring-spec.ts';
import { type AwsClients, createAwsClients } from '../aws/clients.ts';
import { regionFrom } from '../aws/credential-source.ts';
import { type Identity, readIdentity } from '../aws/identity.ts';
import type { Clock } from '../clock.ts';
import { type Journal, journalDirectory, openJournal, type Processes } from '../engine/journal.ts';
import { createRun, type Run } from '../engine/run.ts';
import type { Flags } from '../flags/flags.ts';
import type { Catalogue } from '../messages/catalogue.ts';
import type { Language } from '../messages/languages.ts';
import { type AgentFiles, readAgentFiles } from '../on-instance/agent-files.ts';
import type { Prompts } from '../ui/prompts.ts';
import type { Reporter } from '../ui/reporter.ts';
import type { Terminal } from '../ui/terminal.ts';

/** What the outside gives a command: everything it may read, write, wait on or ask. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly terminal: Terminal;
  /** `undefined` where nobody can be asked. */
  readonly prompts: Prompts | undefined;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly processes: Processes;
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
  return { ...surroundings, ...said, aws, identity, agentFiles: readAgentFiles() };
}

export function journalOf({ identity, env, processes }: Session, instanceId: string): Journal {
  const { accountId, region } = identity;
  return openJournal(journalDirectory(env), { accountId, region, instanceId }, processes);
}

export function runFor(session: Session, spec: MonitoringSpec, journal: Journal): Run {
  const { identity, aws, clock, agentFiles, reporter, signal, flags } = session;
  const { timeoutSeconds } = flags;
  return createRun({
    identity,
    aws,
    clock,
    spec,
    nonce: randomBytes(8).toString('hex'),
    agentFiles,
    journal,
    reporter,
    timeoutMs: timeoutSeconds === undefined ? undefined : timeoutSeconds * 1000,
    signal,
  });
}
