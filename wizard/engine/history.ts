import type { InstanceRecord } from '../../agent/record.ts';
import type { RecordItem } from '../../lambda/contract.ts';
import type { Values } from '../errors.ts';
import { type Action, isUndoKind, type Learned, type StepId, type Undo } from './action.ts';

/** One line of the journal. `planned` is on disk before the first call, `done` after the last. */
export interface JournalLine {
  /** Epoch milliseconds, AWS's time. */
  readonly t: number;
  readonly step: StepId;
  readonly action: { readonly kind: string; readonly values: Values };
  readonly undo: Undo;
  readonly state: 'planned' | 'done';
  readonly learned?: Learned;
}

/** What this program did to one instance since it was last undone. */
export interface History {
  /** `undefined` before the first set-up, and again after an undo. */
  readonly record: InstanceRecord | undefined;
  /** Done, or begun and perhaps done: a crash leaves `planned` without `done`. Oldest first. */
  readonly actions: readonly JournalLine[];
  /** An earlier set-up was taken back. */
  readonly wasUndone: boolean;
  /** When something was last changed; `undefined` when nothing was. */
  readonly lastDoneAt: number | undefined;
}

/** Ends a history: what stands before it has been taken back. */
export const forgetKind = 'forget';
/** Begins one: carries the wish. */
export const rememberKind = 'remember';

export function foldHistory(lines: readonly JournalLine[]): History {
  const current = currentLines(lines);
  const changed = current.filter(({ state, action }) => state === 'done' && isChange(action.kind));
  const { spec, ...learned } = current.reduce(learn, {});
  return {
    record: spec ? ({ ...learned, spec } as InstanceRecord) : undefined,
    actions: current.filter((line) => line.action.kind !== rememberKind),
    wasUndone: current.length < lines.length,
    lastDoneAt: changed.at(-1)?.t,
  };
}

/** What stands before the last undo is history of another set-up. */
export function currentLines(lines: readonly JournalLine[]): readonly JournalLine[] {
  return lines.slice(lines.findLastIndex((line) => line.action.kind === forgetKind) + 1);
}

/** Waiting and looking inside are shown and confirmed like the rest, but leave all as it was. */
export function isChange(kind: string): boolean {
  return !['look-inside', 'wait-for-managed-node', rememberKind].includes(kind);
}

/** A begun uninstall may have taken away what was installed: a later set-up starts without it. */
function learn(known: Learned, { action, learned }: JournalLine): Learned {
  const { agent: _agent, cron: _cron, logs: _logs, ...rest } = known;
  return { ...(action.kind === 'uninstall' ? rest : known), ...learned };
}

/** Whether an action of this kind (and, where given, this value) was begun and not taken back. */
export function didBegin(
  history: History,
  kind: string,
  matches: (values: Values) => boolean = () => true,
): boolean {
  return history.actions.some(({ action }) => action.kind === kind && matches(action.values));
}

/** What a set-up takes away as well, where it is not wanted any more. */
const bySetUpToo = ['disable-detailed-monitoring', 'deregister-instance'];

/** How far it got, where nothing but the journal knows. A begun uninstall is not taken back. */
export function phaseOf({ record, actions }: History): RecordItem['phase'] {
  const last = actions.findLast(
    ({ action: { kind }, state }) =>
      (state === 'done' || kind === 'uninstall' || !isUndoKind(kind)) &&
      isChange(kind) &&
      !bySetUpToo.includes(kind),
  );
  if (last && isUndoKind(last.action.kind)) return 'undoing';
  return record?.agent && record.cron && record.logs ? 'set-up' : 'setting-up';
}

export function lineOf(
  t: number,
  step: StepId,
  action: Action,
  state: JournalLine['state'],
  learned?: Learned,
): JournalLine {
  const { kind, values, undo } = action;
  return { t, step, action: { kind, values }, undo, state, ...(learned ? { learned } : {}) };
}
