import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/main.ts';
import { differences, snapshotWorld } from '../../sandbox/snapshot.ts';
import { sandboxClients } from '../support/sandbox.ts';
import { clockOf, type Wizard, wizardOn } from '../support/wizard.ts';

let sandbox: Sandbox;
let wizard: Wizard;
let instanceId = '';

beforeEach(async () => {
  sandbox = await startSandbox({ delayScale: 0, instances: [{ os: 'amazon-linux-2' }] });
  wizard = wizardOn(sandbox);
  instanceId = sandbox.instances[0]?.id ?? '';
});
afterEach(() => sandbox.dispose());

it('names the place of the retired scripts in a crontab, never the keys there', async () => {
  const line =
    '*/5 * * * * root /opt/aws-scripts-mon/mon-put-instance-data.pl --mem-util --aws-access-key-id=AKIAEXAMPLE --aws-secret-key=EXAMPLEKEY';
  const crontab = `# Memory\nMAILTO=""\n${line}\n`;
  const machine = sandbox.world.machines.get(instanceId);
  const write = `printf %s '${crontab}' >"$ROOT/etc/cron.d/perl"`;
  await machine?.run(write, { timeoutMs: 5_000 });
  const before = snapshotWorld(sandbox.world);

  const ran = await wizard.run(
    'setup',
    '--instance-id',
    instanceId,
    '--no-alerts',
    '--yes',
    '--json',
  );
  expect(ran.exitCode).toBe(0);
  const values = { sender: '/etc/cron.d/perl:3' };
  expect(ran.events).toContainEqual({ type: 'note', id: 'second-sender', values });
  expect(ran.stdout + ran.stderr).not.toMatch(/AKIAEXAMPLE|EXAMPLEKEY/);
  expect(readFileSync(join(machine?.root ?? '', 'etc/cron.d/perl'), 'utf8')).toBe(crontab);

  await wizard.run('undo', '--instance-id', instanceId, '--yes');
  expect(differences(before, snapshotWorld(sandbox.world))).toEqual([]);
});

it('names somebody who sends the same series from wherever it may be', async () => {
  const { cloudwatch } = sandboxClients(sandbox);
  const virtual = clockOf(sandbox);
  const sleep = async (ms: number, signal?: AbortSignal) => {
    await virtual.sleep(ms, signal);
    await cloudwatch.send(new PutMetricDataCommand(sample(virtual.now())));
  };
  const clock = { ...virtual, sleep };
  const setUp = ['setup', '--instance-id', instanceId, '--no-alerts', '--yes', '--json'];
  const ran = await wizard.runWith({ clock }, ...setUp);
  expect(ran.exitCode).toBe(0);
  const arrival = ran.events.find(({ type, step }) => type === 'evidence' && step === 'arrival');
  expect(arrival?.evidence).toContainEqual(expect.objectContaining({ id: 'sent-twice' }));
});

it('suspects nobody where only the agent sends', async () => {
  const setUp = ['setup', '--instance-id', instanceId, '--no-alerts', '--yes', '--json'];
  const ran = [await wizard.run(...setUp), await wizard.run(...setUp)];
  expect(ran).toMatchObject([{ exitCode: 0 }, { exitCode: 0 }]);
  for (const { stdout } of ran) expect(stdout).not.toMatch(/sent-twice|second-sender/);
});

/** A data point of the first series that the metrics agent sends. */
function sample(now: number) {
  const Dimensions = [{ Name: 'InstanceId', Value: instanceId }];
  const datum = {
    MetricName: 'MemoryUtilization',
    Dimensions,
    Value: 50,
    Unit: 'Percent',
  } as const;
  return { Namespace: 'System/Linux', MetricData: [{ ...datum, Timestamp: new Date(now) }] };
}
