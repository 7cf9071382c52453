import type { Identity } from '../aws/identity.ts';
import type { Action, Note, Plan, StepId } from '../engine/action.ts';

/** A step with what it wants to do. */
export interface PlannedStep {
  readonly step: StepId;
  readonly plan: Plan;
}

/** What is planned: on an instance, or on the Region's verifier. */
export type PlanVerb = 'setup' | 'repair' | 'undo' | 'deploy' | 'remove';

/** What it is done to. */
export type Subject = { readonly instanceId: string } | { readonly region: string };

/** `done`: it only waited or looked. `unchanged`: it was not needed any more. */
export type ActionResult = 'changed' | 'unchanged' | 'done';

/**
 * Everything the core says. It never prints: a terminal, JSON lines and a test's recorder each
 * make of this what they need.
 */
export interface Reporter {
  /** First of all, before anything is looked at. */
  identity(identity: Identity): void;
  /** The whole plan, shown before the question. */
  plan(verb: PlanVerb, subject: Subject, steps: readonly PlannedStep[]): void;
  actionStarted(step: StepId, action: Action): void;
  actionDone(step: StepId, action: Action, result: ActionResult): void;
  /** A remark, where it came up. */
  note(note: Note): void;
  /** Why nothing moves, and how long there is still patience for; repeated while it lasts. */
  waiting(reason: Note, leftMs: number): void;
  evidence(step: StepId, notes: readonly Note[]): void;
  /** The last word on it. */
  finished(verb: PlanVerb, subject: Subject, changed: number): void;
}
