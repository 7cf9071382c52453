import { type Action, isUndoKind } from '../engine/action.ts';
import type { Catalogue } from '../messages/catalogue.ts';
import { usd } from '../messages/values.ts';
import type { Paint } from './paint.ts';
import type { PlannedStep } from './reporter.ts';

export interface PlanStyle {
  readonly paint: Paint;
  readonly signs: { readonly plus: string; readonly minus: string; readonly note: string };
  /** Also each call with its input. */
  readonly details: boolean;
}

/** The plan as lines: step by step what is done, what it costs, and what takes it back. */
export function formatPlan(
  steps: readonly PlannedStep[],
  messages: Catalogue,
  style: PlanStyle,
): string[] {
  const said = new Set<string>();
  const lines = steps.flatMap((planned) => stepLines(planned, messages, style, said));
  const actions = steps.flatMap(({ plan }) => (plan.outcome === 'change' ? plan.actions : []));
  if (actions.length === 0) return [...lines, messages.ui['plan-empty']({})];
  const powerful = actions.some(({ kind }) => kind === 'attach-policy');
  return [
    ...lines,
    ...totalPrice(actions, messages),
    ...(powerful ? [style.paint.warn(`${style.signs.note} ${messages.ui['power-note']({})}`)] : []),
  ];
}

/** @param said sentences of what undoes an action: one that undoes several stands at the first */
function stepLines(
  { step, plan }: PlannedStep,
  messages: Catalogue,
  style: PlanStyle,
  said: Set<string>,
): string[] {
  const { paint, signs } = style;
  const title = messages.steps[step];
  if (plan.outcome === 'blocked') {
    const text = messages.problems[plan.problem.id];
    return [`${signs.note} ${title}: ${text.what(plan.problem.values)}`];
  }
  const notes = (plan.notes ?? []).map(
    ({ id, values }) => `  ${signs.note} ${messages.notes[id](values)}`,
  );
  if (plan.outcome === 'in-sync') {
    const quiet = notes.length === 0 ? [] : [paint.bold(title)];
    return [...quiet, ...notes];
  }
  const actions = plan.actions.flatMap((action) => actionLines(action, messages, style, said));
  return [paint.bold(title), ...actions, ...notes];
}

function actionLines(
  action: Action,
  messages: Catalogue,
  style: PlanStyle,
  said: Set<string>,
): string[] {
  const { paint, signs, details } = style;
  const sentence = messages.actions[action.kind](action.values);
  const { price } = action;
  const remarks = [
    ...(price ? [messages.ui['price-month']({ usdText: usd(price.monthlyUsd) })] : []),
    ...(action.assumed ? [messages.ui.assumed({})] : []),
    ...undoLine(action, messages, said),
  ];
  return [
    `  ${takesAway(action) ? signs.minus : signs.plus} ${sentence}`,
    ...remarks.map((remark) => paint.dim(`      ${remark}`)),
    ...(details ? action.calls.flatMap(callLines).map((line) => paint.dim(`      ${line}`)) : []),
  ];
}

function takesAway({ kind }: Action): boolean {
  return isUndoKind(kind) || kind === 'delete-failed-stack';
}

function undoLine({ undo }: Action, { actions, ui }: Catalogue, said: Set<string>): string[] {
  if (undo.kind === 'none') return [];
  const line = ui['undo-by']({ undo: actions[undo.kind](undo.values) });
  if (said.has(line)) return [];
  said.add(line);
  return [line];
}

function callLines({ service, operation, input }: Action['calls'][number]): string[] {
  const body = JSON.stringify(input, shortened, 2).split('\n');
  return [`${service}:${operation}`, ...body.map((line) => `  ${line}`)];
}

/** A script is some 20 KB of base64: a person sees how it begins, `--json` has it whole. */
function shortened(_key: string, value: unknown): unknown {
  if (typeof value !== 'string' || value.length <= 400) return value;
  return `${value.slice(0, 200)}… (${value.length} characters)`;
}

function totalPrice(actions: readonly Action[], messages: Catalogue): string[] {
  const total = actions.reduce((sum, { price }) => sum + (price?.monthlyUsd ?? 0), 0);
  if (total === 0) return [];
  return [messages.ui['price-total']({ usdText: usd(total) }), messages.ui['price-caveat']({})];
}
