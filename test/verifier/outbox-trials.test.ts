import { CreateTableCommand, DeleteTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Alert } from '../../lambda/contract.ts';
import { type Sandbox, startSandbox } from '../../sandbox/main.ts';
import { type Delivery, period, runTrial, start, type Trial } from './trial.ts';

// The order of claim, publish and clear, on the real SDK and a real table, while calls fail before
// and after their effect, runs crash, come twice, and sleep through the next one.

const trials = Number(process.env.OUTBOX_TRIALS ?? 100);
let sandbox: Sandbox;
let admin: DynamoDBClient;
const results: Trial[] = [];

type Around = Parameters<Parameters<typeof runTrial>[2]>[0];

beforeAll(async () => {
  sandbox = await startSandbox({ delayScale: 0 });
  admin = client();
  const seeds = Array.from({ length: trials }, (_, seed) => seed);
  const next = seeds.values();
  const worker = async () => {
    for (const seed of next) results[seed] = await trial(seed);
  };
  // Most of a trial is waiting for the SDK's next try.
  await Promise.all(Array.from({ length: 8 }, worker));
}, 180_000);

async function trial(seed: number): Promise<Trial> {
  const TableName = `watch-${seed}`;
  await makeTable(TableName);
  // Half of them with an SDK that repeats what failed, as it does unless told otherwise.
  const maxAttempts = seed % 2 === 0 ? 1 : 3;
  const { lend, destroy } = clientPool(maxAttempts);
  const result = await runTrial(seed, { instances: 4, ticks: 20 }, lend, TableName);
  destroy();
  await admin.send(new DeleteTableCommand({ TableName }));
  return result;
}

afterAll(async () => {
  admin.destroy();
  await sandbox.dispose();
});

function client(maxAttempts = 3): DynamoDBClient {
  return new DynamoDBClient({
    endpoint: sandbox.url,
    region: sandbox.region,
    credentials: sandbox.keys,
    maxAttempts,
  });
}

/** A run has a client of its own, for as long as it lasts. */
function clientPool(maxAttempts: number) {
  const free: { client: DynamoDBClient; user: { around?: Around } }[] = [];
  const all: DynamoDBClient[] = [];
  const make = () => {
    const user: { around?: Around } = {};
    const made = client(maxAttempts);
    // Behind the retries: each attempt may fail.
    made.middlewareStack.add(
      (next) => (args) => (user.around ? user.around(() => next(args)) : next(args)),
      { step: 'finalizeRequest', priority: 'low' },
    );
    all.push(made);
    return { client: made, user };
  };
  return {
    lend: (around: Around) => {
      const one = free.pop() ?? make();
      one.user.around = around;
      return { client: one.client, giveBack: () => void free.push(one) };
    },
    destroy: () => {
      for (const one of all) one.destroy();
    },
  };
}

async function makeTable(TableName: string): Promise<void> {
  const names = ['pk', 'sk'];
  await admin.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: names.map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
    }),
  );
}

/** Of one instance: each message once, in the order in which they came out first. */
function firstCopies(delivered: readonly Delivery[], id: string): Delivery[] {
  const seen = new Set<string>();
  return delivered.filter(({ alert }) => {
    if (alert.instanceId !== id || seen.has(alert.alertId)) return false;
    seen.add(alert.alertId);
    return true;
  });
}

const perInstance = () =>
  results.flatMap(({ delivered, sends }, seed) =>
    [...sends].map(([id, script]) => ({ seed, id, script, told: firstCopies(delivered, id) })),
  );

it('had a hard time', () => {
  const total: Record<string, number> = {};
  for (const { faults } of results)
    for (const [what, count] of Object.entries(faults)) total[what] = (total[what] ?? 0) + count;
  const copies = results.flatMap(({ delivered }) => delivered).length;
  const different = perInstance().flatMap(({ told }) => told).length;
  console.log(
    `${trials} trials: ${different} messages in ${copies} copies; ${JSON.stringify(total)}`,
  );
  expect(different).toBeGreaterThan(trials * 5);
  for (const what of ['crash before', 'crash after', 'failed before', 'failed after', 'paused'])
    expect(total[what]).toBeGreaterThan(trials / 2);
});

it('loses nothing: every episode comes out whole, and the last word is the truth', () => {
  const wrong = perInstance().filter(({ script, told }) => {
    const open = told.at(-1)?.alert.kind === 'alert';
    // Each begins with message 1, or goes on from the one before.
    const whole = told.every(({ alert }, index) => {
      const before = told[index - 1]?.alert;
      const count = before?.episodeId === alert.episodeId ? sequence(before) : 0;
      return sequence(alert) === count + 1;
    });
    return !whole || open === script.at(-1);
  });
  expect(wrong).toEqual([]);
});

function sequence({ alertId }: Alert): number {
  return Number(alertId.split(':').at(-1));
}

it('tells of every long silence', () => {
  const missed = perInstance().flatMap(({ seed, id, script, told }) =>
    silences(script)
      .filter(({ from, to }) => !told.some(({ alert }) => alert.at >= from && alert.at <= to))
      .map(({ from }) => `${seed} ${id} ${new Date(from).toISOString()}`),
  );
  expect(missed).toEqual([]);
});

it('tells an alert before its all-clear', () => {
  const wrong = perInstance().filter(
    ({ told }) =>
      !/^(AE)*A?$/.test(told.map(({ alert }) => (alert.kind === 'alert' ? 'A' : 'E')).join('')),
  );
  expect(wrong).toEqual([]);
});

it('sends twice only what a run could not know to be sent', () => {
  const again = results.flatMap(({ delivered }) => {
    const first = new Map<string, Delivery>();
    return delivered.flatMap((copy) => {
      const before = first.get(copy.alert.alertId);
      first.set(copy.alert.alertId, copy);
      return before ? [{ copy, explained: before.disturbed || before.late || copy.late }] : [];
    });
  });
  console.log(`${again.length} copies too many`);
  expect(again.length).toBeGreaterThan(0);
  expect(again.filter(({ explained }) => !explained)).toEqual([]);
});

/** Times of the runs from the first to the last that found nothing, where there were many. */
function silences(script: readonly boolean[]): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = [];
  let began = 0;
  for (let tick = 0; tick <= script.length; tick++) {
    if (script[tick] === false) continue;
    if (tick - began >= 9)
      found.push({ from: start + began * period, to: start + (tick - 1) * period });
    began = tick + 1;
  }
  return found;
}
