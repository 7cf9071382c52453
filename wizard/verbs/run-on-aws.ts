import { explainError } from '../aws/explain-error.ts';
import { exitCodes, WizardError } from '../errors.ts';
import type { AwsVerb, InstanceVerb } from '../flags/flags.ts';
import { formatProblem } from '../ui/format-problem.ts';
import { formatStatus } from '../ui/format-status.ts';
import { schemaVersion } from '../ui/json-reporter.ts';
import { paintFor, signsFor } from '../ui/paint.ts';
import { writeLine } from '../ui/write-line.ts';
import { journalOf, ledgerFor, type Session } from './session.ts';
import { refuseStrayRetention, setUp } from './set-up.ts';
import { readStatus } from './status.ts';
import { undo } from './undo.ts';
import { deployVerifier, removeVerifier, testAlert } from './verifier.ts';
import { showVerifier } from './verifier-status.ts';
import { verify } from './verify.ts';

/** Runs a verb that needs an account. @returns the exit code */
export async function runOnAws(verb: AwsVerb, session: Session): Promise<number> {
  switch (verb) {
    case 'status':
      return showStatus(session);
    case 'verify':
      return verify(session);
    case 'verifier deploy':
      return deployVerifier(session);
    case 'verifier status':
      return showVerifier(session);
    case 'verifier test-alert':
      return testAlert(session);
    case 'verifier remove':
      return removeVerifier(session);
    default:
      return onInstances(verb, session);
  }
}

async function onInstances(verb: InstanceVerb, session: Session): Promise<number> {
  if (verb !== 'undo') await refuseStrayRetention(session);
  const once = (instanceId: string) => alone(session, instanceId, verb);
  const [only, ...others] = session.flags.instanceIds;
  if (only !== undefined && others.length === 0) {
    await once(only);
    return exitCodes.ok;
  }
  return eachInTurn(session, once);
}

/**
 * Keeps other runs off the instance, from before the journal is read: what they would add to it
 * later would not be seen. A dry run changes nothing, and disturbs nobody.
 */
async function alone(session: Session, instanceId: string, verb: InstanceVerb): Promise<void> {
  const journal = journalOf(session, instanceId);
  const unlock = session.flags.dryRun ? () => {} : journal.lock();
  try {
    const ledger = await ledgerFor(session, instanceId);
    if (verb === 'undo') await undo(session, instanceId, ledger);
    else await setUp(session, verb === 'repair' ? 'repair' : 'setup', instanceId, ledger);
  } finally {
    unlock();
  }
}

/** One instance's failure does not keep the next from being set up; some done and some not is 6. */
async function eachInTurn(session: Session, once: (id: string) => Promise<void>): Promise<number> {
  const done: string[] = [];
  const failed: string[] = [];
  let exitCode: number = exitCodes.ok;
  for (const instanceId of session.flags.instanceIds) {
    try {
      await once(instanceId);
      done.push(instanceId);
    } catch (thrown) {
      const error = explainError(thrown);
      // A no, Ctrl+C and a defect of ours end the whole command.
      if (!(error instanceof WizardError)) throw error;
      showFailure(session, instanceId, error);
      failed.push(instanceId);
      exitCode = error.exitCode;
    }
  }
  if (failed.length === 0 || done.length === 0) return exitCode;
  const { terminal, messages, flags } = session;
  if (!flags.json) terminal.err(`${messages.ui.partial({ done, failed })}\n`);
  return exitCodes.partial;
}

function showFailure(
  { terminal, messages, flags }: Session,
  instanceId: string,
  error: WizardError,
): void {
  const { problems, exitCode } = error;
  if (flags.json) {
    terminal.out(
      `${JSON.stringify({ type: 'error', schemaVersion, instanceId, problems, exitCode })}\n`,
    );
    return;
  }
  for (const line of problems.flatMap((one) => formatProblem(one, messages, signsFor(terminal))))
    writeLine(terminal, 'err', line);
}

async function showStatus(session: Session): Promise<number> {
  const { terminal, messages, identity, flags } = session;
  const instances = await readStatus(session);
  if (flags.json) {
    const { accountId, region } = identity;
    terminal.out(`${JSON.stringify({ schemaVersion, accountId, region, instances }, null, 2)}\n`);
  } else {
    const style = { paint: paintFor(terminal, 'out'), signs: signsFor(terminal) };
    for (const line of formatStatus(instances, identity, messages, style))
      writeLine(terminal, 'out', line);
  }
  // What was set up from another machine could not be looked at from here: that is no good news.
  const unhealthy = instances.some(({ healthy, coverage }) => !healthy || coverage === 'elsewhere');
  return flags.fail && unhealthy ? exitCodes.unhealthy : exitCodes.ok;
}
