import type { QuestionId } from '../ask/questions.ts';
import type { ActionKind, NoteId, StepId } from '../engine/action.ts';
import type { ProblemId, Values } from '../errors.ts';

export type Text = (values: Values) => string;

/** What was tried on what and what was answered; then the one thing to do next. */
export interface ProblemText {
  readonly what: Text;
  readonly next: Text;
}

export interface QuestionText {
  readonly ask: Text;
  /** One line above the question. */
  readonly why: Text;
}

/**
 * Every sentence of one language. A sentence is a function of named values, so word order is the
 * language's own; a missing one does not compile.
 */
export interface Catalogue {
  readonly steps: Readonly<Record<StepId, string>>;
  /** Imperative, no full stop: they stand in the plan and beside the progress. */
  readonly actions: Readonly<Record<ActionKind, Text>>;
  readonly notes: Readonly<Record<NoteId, Text>>;
  readonly problems: Readonly<Record<ProblemId, ProblemText>>;
  readonly questions: Readonly<Record<QuestionId, QuestionText>>;
  readonly ui: Readonly<Record<UiText, Text>>;
}

export type UiText =
  | 'account'
  | 'source-flag-profile'
  | 'source-environment-profile'
  | 'source-environment-keys'
  | 'source-default-chain'
  | 'overridden'
  | 'plan-setup'
  | 'plan-repair'
  | 'plan-undo'
  | 'plan-empty'
  | 'plan-deploy'
  | 'plan-remove'
  | 'finished-deploy'
  | 'finished-remove'
  | 'alerts-email'
  | 'alerts-webhook'
  | 'alerts-topic'
  | 'alerts-none'
  | 'enter-email'
  | 'enter-webhook'
  | 'enter-topic'
  | 'wrong-email'
  | 'wrong-webhook'
  | 'wrong-topic'
  | 'paste-link'
  | 'mailbox-at'
  | 'paste-link-why'
  | 'paste-link-wrong'
  | 'test-alert-sent'
  | 'verifier-line'
  | 'verifier-last'
  | 'verifier-never'
  | 'verifier-blind'
  | 'verifier-told'
  | 'verifier-webhook'
  | 'verifier-nobody'
  | 'verifier-alarm'
  | 'verdict-UP'
  | 'verdict-NEW'
  | 'verdict-LATE'
  | 'verdict-DOWN'
  | 'verdict-OFF'
  | 'verdict-UNKNOWN'
  | 'verify-none'
  | 'verify-unrecorded'
  | 'verify-blind'
  | 'confirm-remove'
  | 'price-month'
  | 'price-total'
  | 'price-caveat'
  | 'assumed'
  | 'undo-by'
  | 'power-note'
  | 'confirm'
  | 'confirm-repair'
  | 'confirm-where'
  | 'back'
  | 'yes'
  | 'no'
  | 'every-minutes'
  | 'every-seconds'
  | 'no-match'
  | 'more-rows'
  | 'region-choice'
  | 'ssm-online'
  | 'ssm-not-online'
  | 'wrong-path'
  | 'as-command'
  | 'no-credentials-help'
  | 'try-sandbox'
  | 'try-out-over'
  | 'changed'
  | 'unchanged'
  | 'done'
  | 'left'
  | 'nothing-to-undo'
  | 'finished-setup'
  | 'finished-unchanged'
  | 'finished-undo'
  | 'next-status'
  | 'cancelled'
  | 'interrupted-done'
  | 'defect'
  | 'output-of-instance'
  | 'output-cut'
  | 'status-none'
  | 'status-set-up'
  | 'status-not-set-up'
  | 'status-setting-up'
  | 'status-undoing'
  | 'status-elsewhere'
  | 'status-drift'
  | 'status-missing'
  | 'status-no-role'
  | 'ago'
  | 'sandbox-ready'
  | 'sandbox-stop'
  | 'partial'
  | 'wrong-log'
  | 'log-from-beginning'
  | 'log-from-end'
  | 'measured-by-script'
  | 'measured-by-agent'
  | 'type-group'
  | 'type-group-why'
  | 'type-group-wrong';
