import { beforeEach, describe, expect, it } from 'vitest';
import type { RecordItem } from '../../lambda/contract.ts';
import { foldHistory, type JournalLine } from '../../wizard/engine/history.ts';
import type { Journal } from '../../wizard/engine/journal.ts';
import { compact, ledgerOf, linesOf, recordItemOf } from '../../wizard/engine/ledger.ts';
import type { RecordTable } from '../../wizard/look/record-table.ts';
import { instanceId, line, record } from './sample-instance.ts';

// Journal and table here are the ledger's own interfaces in memory; the real ones are held to them
// in test/scenario/records.test.ts, over HTTP.
let written: JournalLine[];
let items: RecordItem[];
let removed: string[];

const journal: Journal = {
  path: '/journal',
  history: () => foldHistory(written),
  lines: () => written,
  append: (one) => {
    written.push(one);
  },
  lock: () => () => {},
};
const table: RecordTable = {
  name: 'table',
  read: async () => items.at(-1),
  all: async () => items,
  get: async () => undefined,
  write: async (item) => {
    items.push(item);
  },
  remove: async ({ sk }) => {
    removed.push(sk);
  },
};
const remember = { ...line('remember', 'done'), learned: record };
const registered = (): RecordItem => {
  const item = items.at(-1);
  if (!item) throw new Error('nothing is in the table');
  return item;
};

beforeEach(() => {
  written = [];
  items = [];
  removed = [];
});

describe('an instance that is not registered', () => {
  it('is known by the journal alone', async () => {
    const ledger = ledgerOf(journal, table, undefined);
    await ledger.append(remember);
    expect(ledger.history().record).toEqual(record);
    expect(items).toEqual([]);
  });

  it('takes along what is known of it when it is registered', async () => {
    const ledger = ledgerOf(journal, table, undefined);
    await ledger.append(remember);
    await ledger.append(line('create-role', 'planned'));
    await ledger.register(table, 42);
    expect(registered()).toMatchObject({ ...record, pk: 'R', sk: instanceId, v: 1 });
    expect(registered()).toMatchObject({ phase: 'setting-up', phaseSince: 42 });
    expect(registered().actions).toMatchObject([{ kind: 'create-role', state: 'planned' }]);
  });
});

describe('an instance that is registered', () => {
  const setUp = async () => {
    const ledger = ledgerOf(journal, table, undefined);
    await ledger.append(remember);
    await ledger.register(table, 42);
    await ledger.append(line('create-role', 'planned'));
    return ledger;
  };

  it('has each line in the table before its call', async () => {
    await setUp();
    expect(registered()).toMatchObject({ v: 2, actions: [{ kind: 'create-role' }] });
  });

  it('is known to a machine that has no journal of it, which gets one', async () => {
    await setUp();
    written = [];
    const elsewhere = ledgerOf(journal, table, registered());
    expect(elsewhere.history().record).toMatchObject(record);
    expect(elsewhere.history().actions).toMatchObject([{ action: { kind: 'create-role' } }]);
    await elsewhere.append(line('attach-role', 'planned'));
    expect(journal.history()).toMatchObject({
      record,
      actions: [{ action: { kind: 'create-role' } }, { action: { kind: 'attach-role' } }],
    });
  });

  it('is believed to the table, not to the journal', async () => {
    await setUp();
    written.push({ ...line('forget', 'done') });
    expect(ledgerOf(journal, table, registered()).history().record).toMatchObject(record);
  });

  it('keeps the day on which its data was first seen', async () => {
    const ledger = await setUp();
    await ledger.enter('set-up', 100);
    await ledger.enter('setting-up', 200);
    await ledger.enter('set-up', 300);
    expect(registered()).toMatchObject({ phase: 'set-up', phaseSince: 300, verifiedAt: 100 });
  });

  it('is not written to where nothing changes', async () => {
    const ledger = await setUp();
    await ledger.enter('set-up', 100);
    const before = items.length;
    await ledger.enter('set-up', 200);
    expect(items).toHaveLength(before);
  });

  it('is gone from the table once it is taken out, and stays in the journal', async () => {
    const ledger = await setUp();
    await ledger.deregister();
    await ledger.append(line('deregister-instance', 'done'));
    expect(removed).toEqual([instanceId]);
    expect(ledger.item).toBeUndefined();
    expect(journal.history().actions).toMatchObject([
      { action: { kind: 'create-role' } },
      { action: { kind: 'deregister-instance' } },
    ]);
  });

  it('does not lose what a newer version keeps in its record', async () => {
    await setUp();
    const newer = { ...registered(), spool: { days: 14 } } as RecordItem;
    const ledger = ledgerOf(journal, table, newer);
    await ledger.append(line('attach-role', 'done'));
    expect(registered()).toMatchObject({ spool: { days: 14 } });
  });

  it('forgets what an uninstall that was begun may have taken away', async () => {
    const ledger = await setUp();
    await ledger.append(line('uninstall', 'planned'));
    expect(registered().agent).toBeUndefined();
    expect(foldHistory(linesOf(registered())).record?.agent).toBeUndefined();
  });
});

it('a repair every week does not make a record grow', () => {
  const week = [line('attach-policy', 'planned'), line('attach-policy', 'done')];
  expect(compact([...week, ...week, ...week])).toMatchObject([
    { kind: 'attach-policy', state: 'done' },
  ]);
});

it('what the journal alone knows can be verified too', () => {
  const lines = [remember, { ...line('install-agent', 'done'), t: 7 }];
  expect(recordItemOf(foldHistory(lines))).toMatchObject({
    sk: instanceId,
    phase: 'set-up',
    verifiedAt: 7,
  });
  expect(recordItemOf(foldHistory([]))).toBeUndefined();
});
