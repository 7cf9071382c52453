import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RecordItem } from '../../lambda/contract.ts';
import { type Sandbox, startSandbox } from '../../sandbox/main.ts';
import { type AwsClients, createAwsClients } from '../../wizard/aws/clients.ts';
import { foldHistory } from '../../wizard/engine/history.ts';
import { type Journal, openJournal } from '../../wizard/engine/journal.ts';
import { ledgerOf, linesOf, openLedger } from '../../wizard/engine/ledger.ts';
import { WizardError } from '../../wizard/errors.ts';
import { type RecordTable, recordTable } from '../../wizard/look/record-table.ts';
import { clockOf, wizardOn } from '../support/wizard.ts';
import { instanceId, line, record } from '../unit/sample-instance.ts';

let sandbox: Sandbox;
let aws: AwsClients;
let journal: Journal;
let table: RecordTable;
let tables = 0;

const remember = line('remember', { learned: record });
const planned = { state: 'planned' } as const;

beforeAll(async () => {
  sandbox = await startSandbox();
  wizardOn(sandbox);
  aws = createAwsClients({}, clockOf(sandbox));
});
afterAll(async () => {
  aws.destroy();
  await sandbox.dispose();
});

beforeEach(async () => {
  tables += 1;
  const TableName = `table-${tables}`;
  await aws.dynamodb.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['pk', 'sk'].map((name) => ({
        AttributeName: name,
        AttributeType: 'S',
      })),
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
    }),
  );
  table = recordTable(aws.dynamodb, TableName);
  journal = newJournal();
});

/** Of another machine each time. */
function newJournal(): Journal {
  return openJournal(
    mkdtempSync(join(tmpdir(), 'ledger-')),
    { accountId: sandbox.accountId, region: sandbox.region, instanceId },
    { self: process.pid, startedAt: 0, isAlive: () => false },
  );
}

async function registered(): Promise<RecordItem> {
  const item = await table.read(instanceId);
  if (!item) throw new Error('nothing is in the table');
  return item;
}

describe('an instance that is not registered', () => {
  it('is known by the journal alone', async () => {
    const ledger = ledgerOf(journal, table, undefined);
    await ledger.append(remember);
    expect(ledger.history().record).toEqual(record);
    expect(await table.all()).toEqual([]);
  });

  it('takes along what is known of it when it is registered', async () => {
    const ledger = ledgerOf(journal, table, undefined);
    await ledger.append(remember);
    await ledger.append(line('create-role', planned));
    await ledger.register(table, 42);
    expect(await registered()).toMatchObject({ ...record, pk: 'R', sk: instanceId, v: 1 });
    expect(await registered()).toMatchObject({ phase: 'setting-up', phaseSince: 42 });
    expect((await registered()).actions).toMatchObject([{ kind: 'create-role', state: 'planned' }]);
  });
});

describe('an instance that is registered', () => {
  const setUp = async () => {
    const ledger = ledgerOf(journal, table, undefined);
    await ledger.append(remember);
    await ledger.register(table, 42);
    await ledger.append(line('create-role', planned));
    return ledger;
  };

  it('has each line in the table before its call', async () => {
    await setUp();
    expect(await registered()).toMatchObject({ v: 2, actions: [{ kind: 'create-role' }] });
  });

  it('is known to a machine that has no journal of it, which gets one', async () => {
    await setUp();
    journal = newJournal();
    const elsewhere = ledgerOf(journal, table, await registered());
    expect(elsewhere.history().record).toMatchObject(record);
    expect(elsewhere.history().actions).toMatchObject([{ action: { kind: 'create-role' } }]);
    await elsewhere.append(line('attach-role', planned));
    expect(journal.history()).toMatchObject({
      record,
      actions: [{ action: { kind: 'create-role' } }, { action: { kind: 'attach-role' } }],
    });
  });

  it('is believed to the table, not to the journal', async () => {
    await setUp();
    journal.append(line('forget'));
    expect(ledgerOf(journal, table, await registered()).history().record).toMatchObject(record);
  });

  it('keeps the day on which its data was first seen', async () => {
    const ledger = await setUp();
    await ledger.enter('set-up', 100);
    await ledger.enter('setting-up', 200);
    await ledger.enter('set-up', 300);
    expect(await registered()).toMatchObject({ phase: 'set-up', phaseSince: 300, verifiedAt: 100 });
  });

  it('is not written to where nothing changes', async () => {
    const ledger = await setUp();
    await ledger.enter('set-up', 100);
    const before = await registered();
    await ledger.enter('set-up', 200);
    expect(await registered()).toEqual(before);
  });

  it('is gone from the table once it is taken out, and stays in the journal', async () => {
    const ledger = await setUp();
    await ledger.deregister();
    await ledger.append(line('deregister-instance'));
    expect(await table.read(instanceId)).toBeUndefined();
    expect(ledger.item).toBeUndefined();
    expect(journal.history().actions).toMatchObject([
      { action: { kind: 'create-role' } },
      { action: { kind: 'deregister-instance' } },
    ]);
  });

  it('does not lose what a newer version keeps in its record', async () => {
    await setUp();
    const newer = { ...(await registered()), spool: { days: 14 } } as RecordItem;
    const ledger = ledgerOf(journal, table, newer);
    await ledger.append(line('attach-role'));
    expect(await registered()).toMatchObject({ spool: { days: 14 } });
  });

  it('forgets what an uninstall that was begun may have taken away', async () => {
    const ledger = await setUp();
    await ledger.append(line('uninstall', planned));
    expect((await registered()).agent).toBeUndefined();
    expect(foldHistory(linesOf(await registered())).record?.agent).toBeUndefined();
  });
});

describe('an instance that was undone on another machine', () => {
  const registeredIn = () => line('register-instance', { learned: { registeredIn: table.name } });

  it('has no record any more, and a new set-up begins anew', async () => {
    const here = ledgerOf(journal, table, undefined);
    await here.append(remember);
    await here.register(table, 42);
    await here.append(registeredIn());
    const there = await openLedger(newJournal(), table, instanceId);
    await there.deregister();

    const again = await openLedger(journal, table, instanceId);
    expect(again.history()).toMatchObject({ record: undefined, actions: [], wasUndone: true });
    await again.append(remember);
    expect(journal.history()).toMatchObject({ record, actions: [] });
  });

  it('is still known here where the table itself is another one', async () => {
    journal.append(remember);
    journal.append(line('register-instance', { learned: { registeredIn: 'an-older-table' } }));
    const ledger = await openLedger(journal, table, instanceId);
    expect(ledger.history().record).toMatchObject(record);
  });
});

describe('two machines at once', () => {
  it('are told that somebody else was faster, before anything is changed', async () => {
    const first = ledgerOf(journal, table, undefined);
    await first.append(remember);
    await first.register(table, 42);
    const second = await openLedger(newJournal(), table, instanceId);
    await first.append(line('create-role', planned));
    await expect(second.append(line('attach-role', planned))).rejects.toThrow(
      new WizardError({ id: 'record-changed', values: { instanceId } }),
    );
    expect((await registered()).actions).toMatchObject([{ kind: 'create-role' }]);
  });

  it('a write whose answer was lost is known by its token', async () => {
    sandbox.world.faults.add({
      service: 'dynamodb',
      operation: 'PutItem',
      times: 2,
      effect: 'after-effect',
    });
    const ledger = ledgerOf(journal, table, undefined);
    await ledger.append(remember);
    await ledger.register(table, 42);
    expect(await registered()).toMatchObject({ v: 1 });
  });
});

it('a record of a newer version is left alone', async () => {
  const ledger = ledgerOf(journal, table, undefined);
  await ledger.append(remember);
  await ledger.register(table, 42);
  const item = await registered();
  await table.write({ ...item, schemaVersion: 2 as 1, v: item.v + 1, w: 'newer' });
  await expect(table.read(instanceId)).rejects.toThrow('record-newer');
});
