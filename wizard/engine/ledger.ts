import { randomUUID } from 'node:crypto';
import { specHash } from '../../agent/monitoring-spec.ts';
import { keys, type RecordedAction, type RecordItem } from '../../lambda/contract.ts';
import type { RecordTable } from '../look/record-table.ts';
import type { Learned, StepId, UndoKind } from './action.ts';
import {
  foldHistory,
  forgetKind,
  type History,
  type JournalLine,
  rememberKind,
} from './history.ts';
import type { Journal } from './journal.ts';

type Phase = RecordItem['phase'];

/**
 * What is known of one instance, and where it is kept: in the stack's table once the instance is
 * registered there, which then alone counts, and in the journal on this machine: before that the
 * only copy, and afterwards the second one.
 */
export interface Ledger {
  /** Of the journal. */
  readonly path: string;
  /** The table's item; `undefined` where the instance is not registered. */
  readonly item: RecordItem | undefined;
  /** When this run registered the instance; `undefined`: it did not. */
  readonly registeredAt: number | undefined;
  history(): History;
  /** Returns once every copy has it. */
  append(line: JournalLine): Promise<void>;
  /** From here on the table has it too. Does nothing where it has already. */
  register(table: RecordTable, now: number): Promise<void>;
  deregister(): Promise<void>;
  /** What is being done to the instance: the verifier expects other things of it meanwhile. */
  enter(phase: Phase, now: number): Promise<void>;
}

/** @param table `undefined` where there is no stack, or it may not be read */
export async function openLedger(
  journal: Journal,
  table: RecordTable | undefined,
  instanceId: string,
): Promise<Ledger> {
  return ledgerOf(journal, table, await table?.read(instanceId));
}

/** The same where the item was read already. */
export function ledgerOf(
  journal: Journal,
  table: RecordTable | undefined,
  item: RecordItem | undefined,
): Ledger {
  return new RecordedLedger(journal, table, item);
}

class RecordedLedger implements Ledger {
  readonly path: string;
  item: RecordItem | undefined;
  registeredAt: number | undefined;
  readonly #journal: Journal;
  #table: RecordTable | undefined;
  #lines: readonly JournalLine[];
  /** Of an instance that is not registered yet. */
  #phase: Phase = 'setting-up';

  constructor(journal: Journal, table: RecordTable | undefined, item: RecordItem | undefined) {
    this.path = journal.path;
    this.#journal = journal;
    this.#table = table;
    this.item = item;
    this.#lines = item ? linesOf(item) : [];
  }

  history(): History {
    if (this.item) return foldHistory(this.#lines);
    return this.#wasUndoneElsewhere() ? { ...nothing, wasUndone: true } : this.#journal.history();
  }

  async append(line: JournalLine): Promise<void> {
    if (this.#wasUndoneElsewhere()) this.#journal.append(forgetting(line.t));
    this.#copyToJournal();
    this.#journal.append(line);
    if (!this.item) return;
    this.#lines = [...this.#lines, line];
    await this.#write(this.item);
  }

  async register(table: RecordTable, now: number): Promise<void> {
    if (this.item) return;
    this.#table = table;
    const { record } = this.#journal.history();
    if (!record) throw new Error('there is nothing to register yet');
    this.#lines = [...this.#journal.lines(), knowing({ registeredIn: table.name }, now)];
    await this.#write({
      ...record,
      pk: keys.record,
      sk: record.spec.instanceId,
      v: 0,
      w: '',
      specHash: specHash(record.spec),
      phase: this.#phase,
      phaseSince: now,
      actions: [],
    });
    this.registeredAt = now;
    this.#journal.append(knowing({ registeredIn: table.name }, now));
  }

  async deregister(): Promise<void> {
    if (!this.item) return;
    await this.#table?.remove(this.item);
    this.#copyToJournal();
    this.item = undefined;
    // From here on the journal alone says how the undo ends.
    this.#table = undefined;
  }

  async enter(phase: Phase, now: number): Promise<void> {
    this.#phase = phase;
    const { item } = this;
    if (!item || (phase === 'set-up' && item.phase === phase && item.verifiedAt)) return;
    const verified = phase === 'set-up' ? { verifiedAt: item.verifiedAt ?? now } : {};
    await this.#write({ ...item, phase, phaseSince: now, ...verified });
  }

  /** The item as it was, with what has been learned since. */
  async #write({ pk, sk, v, phase, phaseSince, verifiedAt }: RecordItem): Promise<void> {
    const { record, actions } = foldHistory(this.#lines);
    if (!record || !this.#table) throw new Error('a record without a wish cannot be kept');
    const item: RecordItem = {
      ...record,
      pk,
      sk,
      v: v + 1,
      w: randomUUID(),
      specHash: specHash(record.spec),
      phase,
      phaseSince,
      ...(verifiedAt === undefined ? {} : { verifiedAt }),
      actions: compact(actions),
    };
    await this.#table.write(item);
    this.item = item;
  }

  /**
   * The journal says that it was registered in this table, and there it is no more. (A table of
   * another name is another one: then the journal is the only copy that is left.)
   */
  #wasUndoneElsewhere(): boolean {
    const { record } = this.#journal.history();
    const table = this.#table?.name;
    return !this.item && table !== undefined && record?.registeredIn === table;
  }

  /** A machine that knows the instance from the table alone becomes a second copy of it. */
  #copyToJournal(): void {
    if (!this.item) return;
    const { record } = this.#journal.history();
    const registeredIn = this.#table?.name ?? '';
    if (!record) for (const line of this.#lines) this.#journal.append(line);
    else if (record.registeredIn !== registeredIn)
      this.#journal.append(knowing({ registeredIn }, record.agent?.sentAt ?? 0));
  }
}

const nothing = { record: undefined, actions: [], lastDoneAt: undefined };

/** Something that became known, without anything having been done. */
function knowing(learned: Learned, t: number): JournalLine {
  return {
    t,
    step: 'record',
    action: { kind: rememberKind, values: {} },
    undo: { kind: 'none', values: {} },
    state: 'done',
    learned,
  };
}

/** Ends what the journal says: what stands before is history. */
export function forgetting(t: number): JournalLine {
  return {
    t,
    step: 'record',
    action: { kind: forgetKind, values: {} },
    undo: { kind: 'none', values: {} },
    state: 'done',
  };
}

/** The item as the lines that would have led to it. */
export function linesOf(item: RecordItem): JournalLine[] {
  const { pk, sk, v, w, specHash: _, phase, phaseSince, verifiedAt, actions, ...record } = item;
  const last = actions.at(-1)?.t ?? phaseSince;
  const begun = actions.map(
    ({ kind, values, undo, ...rest }): JournalLine => ({
      ...rest,
      step: rest.step as StepId,
      action: { kind, values: values as JournalLine['action']['values'] },
      undo: undo as { kind: UndoKind | 'none'; values: JournalLine['action']['values'] },
    }),
  );
  // Behind them: what an uninstall once took away may have been installed again.
  const known: JournalLine = {
    t: last,
    step: 'record',
    action: { kind: rememberKind, values: {} },
    undo: { kind: 'none', values: {} },
    state: 'done',
    learned: record,
  };
  return [...begun, known];
}

/**
 * Each thing that was begun once, in the order in which it was last: a record that is repaired
 * every week does not grow.
 */
export function compact(lines: readonly JournalLine[]): RecordedAction[] {
  const byThing = new Map<string, RecordedAction>();
  for (const { t, step, action, undo, state } of lines) {
    const key = JSON.stringify([step, action.kind, action.values]);
    byThing.delete(key);
    byThing.set(key, { t, step, kind: action.kind, values: action.values, undo, state });
  }
  return [...byThing.values()];
}

/** What this machine alone knows, as the verifier takes it. @returns `undefined` without a record */
export function recordItemOf({ record, actions, lastDoneAt }: History): RecordItem | undefined {
  if (!record) return undefined;
  const since = lastDoneAt ?? 0;
  return {
    ...record,
    pk: keys.record,
    sk: record.spec.instanceId,
    v: 0,
    w: '',
    specHash: specHash(record.spec),
    phase: 'set-up',
    phaseSince: since,
    // Nothing is installed before its first send was accepted.
    ...(record.agent ? { verifiedAt: since } : {}),
    actions: compact(actions),
  };
}
