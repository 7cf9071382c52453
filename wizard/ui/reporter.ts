import type { Identity } from '../aws/identity.ts';
import type { Action, Note, Plan, StepId } from '../engine/action.ts';

/** A step with what it wants to do. */
export interface PlannedStep {
  readonly step: StepId;
  readonly plan: Plan;
}

/** `done`: it only waited or looked. `unchanged`: it was not needed any more. */
export type ActionResult = 'changed' | 'unchanged' | 'done';

/**
 * Everything the core says. It never prints: a terminal, JSON lines and a test's recorder each
 * make of this what they need.
 */
export interface Reporter {
  /** First of all, before anything is looked at. */
  identity(identity: Identity): void;
  /** The whole plan of one instance, shown before the question. */
  plan(verb: 'setup' | 'repair' | 'undo', instanceId: string, steps: readonly PlannedStep[]): void;
  actionStarted(step: StepId, action: Action): void;
  actionDone(step: StepId, action: Action, result: ActionResult): void;
  /** A remark, where it came up. */
  note(note: Note): void;
  /** Why nothing moves, and how long there is still patience for; repeated while it lasts. */
  waiting(reason: Note, leftMs: number): void;
  evidence(step: StepId, notes: readonly Note[]): void;
  /** The last word on an instance. */
  finished(verb: 'setup' | 'repair' | 'undo', instanceId: string, changed: number): void;
}
