import { explainError } from '../aws/explain-error.ts';
import { CancelledError, exitCodes, type Problem, WizardError } from '../errors.ts';
import type { Catalogue } from '../messages/catalogue.ts';
import { formatProblem } from './format-problem.ts';
import { schemaVersion } from './json-reporter.ts';
import { paintFor, signsFor } from './paint.ts';
import type { Terminal } from './terminal.ts';
import { writeLine } from './write-line.ts';

/** The last thing said. @returns the exit code */
export function report(
  thrown: unknown,
  messages: Catalogue,
  terminal: Terminal,
  json: boolean,
): number {
  const error = explainError(thrown);
  if (terminal.redraws) terminal.err('\r\u001b[K');
  if (!(error instanceof CancelledError || error instanceof WizardError)) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    terminal.err(`${text}\n${messages.ui.defect({})}\n`);
    return exitCodes.failed;
  }
  if (json) terminal.out(`${JSON.stringify(lastEvent(error))}\n`);
  else tell(error, messages, terminal);
  return error.exitCode;
}

/** For scripts, on stdout: ids and values. */
function lastEvent(error: CancelledError | WizardError): object {
  const { exitCode } = error;
  return error instanceof CancelledError
    ? { type: 'cancelled', schemaVersion, changes: error.changes, exitCode }
    : { type: 'error', schemaVersion, problems: error.problems, exitCode };
}

/** For people, on stderr. */
function tell(error: CancelledError | WizardError, messages: Catalogue, terminal: Terminal): void {
  if (error instanceof CancelledError) writeLine(terminal, 'err', cancelledText(error, messages));
  else for (const one of error.problems) printProblem(one, messages, terminal);
}

function cancelledText({ changes: count }: CancelledError, { ui }: Catalogue): string {
  return count === 0
    ? ui.cancelled({})
    : `${ui.cancelled({})} ${ui['interrupted-done']({ count })}`;
}

function printProblem(one: Problem, messages: Catalogue, terminal: Terminal): void {
  const [first = '', ...rest] = formatProblem(one, messages, signsFor(terminal));
  const lines = [paintFor(terminal, 'err').bad(first), ...rest];
  for (const line of lines) writeLine(terminal, 'err', line);
}
