import { explainError } from '../aws/explain-error.ts';
import type { Outside } from '../cli.ts';
import { CancelledError, exitCodes, WizardError } from '../errors.ts';
import type { Flags, InstanceVerb } from '../flags/flags.ts';
import type { Prompts } from '../ui/prompts.ts';
import { writeCommand, writeLine } from '../ui/write-line.ts';
import { runOnAws } from '../verbs/run-on-aws.ts';
import { ledgerFor, type Session, type Surroundings } from '../verbs/session.ts';
import { askUser, type Said } from './ask-user.ts';
import { asCommandLine } from './questions.ts';

type AskedVerb = InstanceVerb;

/** Asks for what the command line left open, then runs it. @returns the exit code */
export async function runAsked(
  verb: AskedVerb,
  outside: Outside,
  surroundings: Surroundings,
  said: Said,
  prompts: Prompts,
): Promise<number> {
  try {
    const { exitCode, session, door } = await askAndRun(verb, surroundings, said, prompts);
    if (exitCode === exitCodes.ok) sayCommand(session, door);
    return exitCode;
  } catch (thrown) {
    const error = explainError(thrown);
    if (!isSignedOut(error)) throw error;
    if (!(await wantsTryOut(surroundings, said, prompts))) throw new CancelledError();
  }
  const tryOut = await outside.enterSandbox();
  try {
    const { exitCode } = await askAndRun(verb, { ...surroundings, ...tryOut }, said, prompts);
    writeLine(surroundings.terminal, 'err', said.messages.ui['try-out-over']({}));
    return exitCode;
  } finally {
    await tryOut.leave();
  }
}

async function askAndRun(
  verb: AskedVerb,
  surroundings: Surroundings,
  said: Said,
  prompts: Prompts,
): Promise<{ exitCode: number; session: Session; door: AskedVerb }> {
  const wishes = verb === 'setup' || verb === 'plan';
  const session = await askUser(surroundings, said, prompts, wishes);
  try {
    const isRepair = verb === 'setup' && !isWish(said.flags) && (await isSetUp(session));
    const door = isRepair ? 'repair' : verb;
    return { exitCode: await runOnAws(door, session), session, door };
  } finally {
    session.aws.destroy();
  }
}

/** Of an instance that is set up already nothing is asked but whether to repair it. */
async function isSetUp(session: Session): Promise<boolean> {
  const [instanceId] = session.flags.instanceIds;
  if (instanceId === undefined) return false;
  return (await ledgerFor(session, instanceId)).history().record !== undefined;
}

/** What was said is to be changed is no repair. */
function isWish(flags: Flags): boolean {
  const { period, swap, diskPaths, detailedMonitoring, logs, logShipper, logStart } = flags;
  const { allowMissing, retention, logKmsKey, metricsAgent, emails, webhook, topic } = flags;
  const { highResolution, proxy, migrate } = flags;
  const wishes = [
    ...[period, swap, diskPaths, detailedMonitoring, logs, logShipper, logStart],
    ...[allowMissing, retention, logKmsKey, metricsAgent, webhook, topic],
    ...[highResolution, proxy, migrate],
  ];
  return flags.noAlerts || emails.length > 0 || wishes.some((wish) => wish !== undefined);
}

function sayCommand({ terminal, messages, flags }: Session, verb: AskedVerb): void {
  writeLine(terminal, 'err', messages.ui['as-command']({}));
  writeCommand(terminal, 'err', asCommandLine(verb, flags));
}

/** Without any credentials; those of a profile that was named are missed, not missing. */
function isSignedOut(error: unknown): boolean {
  if (!(error instanceof WizardError)) return false;
  const [{ id, values }] = error.problems;
  return id === 'no-credentials' && values.profile === undefined;
}

async function wantsTryOut(
  { terminal }: Surroundings,
  { messages }: Said,
  prompts: Prompts,
): Promise<boolean> {
  for (const line of messages.ui['no-credentials-help']({}).split('\n'))
    writeLine(terminal, 'err', line);
  return prompts.confirm(messages.ui['try-sandbox']({}));
}
