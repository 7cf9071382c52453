import { describe, expect, it } from 'vitest';
import { startSandbox } from '../../sandbox/main.ts';
import type { LaunchOptions } from '../../sandbox/services/ec2/state.ts';
import { differences, snapshotWorld } from '../../sandbox/snapshot.ts';
import { wizardOn } from '../support/wizard.ts';

// set-up.test.ts goes the whole way on Amazon Linux 2 and 2023; here it is every other system that
// comes with an SSM agent.

describe.each<LaunchOptions>([
  { os: 'ubuntu-24.04' },
  { os: 'ubuntu-22.04' },
  { os: 'sles-15' },
  { os: 'amazon-linux-1' },
  { os: 'amazon-linux-2023', architecture: 'arm64' },
  { os: 'amazon-linux-2', httpTokens: 'required' },
])('on $os $architecture $httpTokens', (options) => {
  it('sets up, with metrics and the heartbeat line read back, and leaves no trace', async () => {
    await using sandbox = await startSandbox({ instances: [options], delayScale: 0.1 });
    const wizard = wizardOn(sandbox);
    const instanceId = sandbox.instances[0]?.id ?? '';
    const before = snapshotWorld(sandbox.world);

    const setUp = await wizard.run('setup', '--instance-id', instanceId, '--no-alerts', '--yes');
    expect(setUp.stderr).not.toContain('✖');
    expect(setUp.exitCode).toBe(0);
    expect(setUp.stdout).toContain('Heartbeat line in /var/log/messages');

    const undone = await wizard.run('undo', '--instance-id', instanceId, '--yes');
    expect(undone.stderr).not.toContain('✖');
    expect(differences(before, snapshotWorld(sandbox.world))).toEqual([]);
  });
});

describe.each<LaunchOptions>([{ os: 'debian-12' }, { os: 'rhel-9' }])('on $os', (options) => {
  it('says that no SSM agent shows up, and can be finished by a later run', async () => {
    await using sandbox = await startSandbox({ instances: [options], delayScale: 0.1 });
    const wizard = wizardOn(sandbox);
    const instanceId = sandbox.instances[0]?.id ?? '';
    const ran = await wizard.run(
      'setup',
      '--instance-id',
      instanceId,
      '--no-alerts',
      '--yes',
      '--timeout',
      '60',
    );
    expect(ran.exitCode).toBe(5);
    expect(ran.stderr).toContain('[managed-node-late]');
    expect(ran.stderr).toContain('images of Debian and RHEL come without one');
  });
});

it('refuses Windows, with the reason, and changes nothing', async () => {
  await using sandbox = await startSandbox({ instances: [{ os: 'windows-2022' }] });
  const wizard = wizardOn(sandbox);
  const ran = await wizard.run(
    'setup',
    '--instance-id',
    sandbox.instances[0]?.id ?? '',
    '--no-alerts',
    '--yes',
  );
  expect(ran.exitCode).toBe(4);
  expect(ran.stderr).toContain('[instance-windows]');
});
