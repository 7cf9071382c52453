import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startSandbox } from '../../sandbox/main.ts';
import type { LaunchOptions } from '../../sandbox/services/ec2/state.ts';
import { wizardOn } from '../support/wizard.ts';

const unit = 'amazon-cloudwatch-agent.service';
const parts = 'opt/aws/amazon-cloudwatch-agent/etc/amazon-cloudwatch-agent.d';
const theirs = '{"metrics":{"metrics_collected":{"mem":{"measurement":["used"]}}}}';

async function startWith(options: Pick<LaunchOptions, 'cloudWatchAgentVersion'> = {}) {
  const os = 'amazon-linux-2023';
  const sandbox = await startSandbox({ delayScale: 0.1, instances: [{ os, ...options }] });
  const id = sandbox.instances[0]?.id ?? '';
  const machine = sandbox.world.machines.get(id);
  if (!machine) throw new Error(`no machine for ${id}`);
  const wizard = wizardOn(sandbox);
  return {
    machine,
    setUp: (...flags: string[]) =>
      wizard.run('setup', '--no-alerts', '--yes', '--instance-id', id, ...flags),
    undo: () => wizard.run('undo', '--yes', '--instance-id', id),
    [Symbol.asyncDispose]: () => sandbox.dispose(),
  };
}

it("somebody's own cloudwatch-agent.json stays as it is, with and without us", async () => {
  await using own = await startWith();
  writeFileSync(join(own.machine.root, 'tmp/cloudwatch-agent.json'), theirs);
  await own.machine.run(
    `dnf -y install amazon-cloudwatch-agent
    amazon-cloudwatch-agent-ctl -a fetch-config -m ec2 -s -c file:/tmp/cloudwatch-agent.json`,
    { timeoutMs: 20_000 },
  );
  const part = () =>
    readFileSync(join(own.machine.root, parts, 'file_cloudwatch-agent.json'), 'utf8');
  const refused = await own.setUp('--metrics-agent', 'cloudwatch-agent');
  expect(refused.stderr).toContain('[metrics-agent-configured]');
  expect(await own.setUp('--metrics-agent', 'script')).toMatchObject({ exitCode: 0 });
  expect(part()).toBe(theirs);
  expect(await own.undo()).toMatchObject({ exitCode: 0 });
  expect(part()).toBe(theirs);
  expect(own.machine.activeUnits()).toContain(unit);
});

it('an agent of the repository that cannot read the journal is named as the cause, each time', async () => {
  await using own = await startWith({ cloudWatchAgentVersion: '1.300069.0-1.amzn2023' });
  for (const ran of [await own.setUp(), await own.setUp()]) {
    expect(ran.exitCode).toBe(1);
    expect(ran.stderr).toContain('journald-needs-newer-agent');
    expect(ran.stderr).toContain('1.300069.0');
    expect(ran.stderr).toContain('or install rsyslog');
  }
  expect(own.machine.activeUnits()).not.toContain(unit);
});
