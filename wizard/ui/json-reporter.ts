import type { Identity } from '../aws/identity.ts';
import type { Reporter } from './reporter.ts';
import type { Terminal } from './terminal.ts';

/** Raised when a member changes its meaning or goes; new members do not raise it. */
export const schemaVersion = 1;

/**
 * For scripts: one JSON object a line on stdout, ids and values and never a sentence. Of verbs that
 * only look, the result is one document: `isDocument` keeps everything else quiet.
 */
export function jsonReporter(terminal: Terminal, isDocument: boolean): Reporter {
  let who: Identity | undefined;
  const line = (event: object) => terminal.out(`${JSON.stringify(event)}\n`);
  const emit = (event: object) => {
    if (!isDocument) line(event);
  };
  return {
    identity: (identity) => {
      who = identity;
      emit({ type: 'identity', schemaVersion, identity });
    },
    plan: (verb, subject, steps) => {
      const plan = { type: 'plan', schemaVersion, verb, ...subject, steps };
      line(isDocument ? { ...plan, identity: who } : plan);
    },
    actionStarted: (step, { kind, values }) => emit({ type: 'action-started', step, kind, values }),
    actionDone: (step, { kind, values }, result) =>
      emit({ type: 'action-done', step, kind, values, result }),
    note: ({ id, values }) => emit({ type: 'note', id, values }),
    waiting: ({ id, values }, leftMs) =>
      emit({ type: 'waiting', id, values, secondsLeft: Math.round(leftMs / 1000) }),
    evidence: (step, evidence) => emit({ type: 'evidence', step, evidence }),
    finished: (verb, subject, changed) => emit({ type: 'finished', verb, ...subject, changed }),
  };
}
