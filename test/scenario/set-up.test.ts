import { describe, expect, it } from 'vitest';
import type { OsName } from '../../sandbox/machine/machine.ts';
import { startSandbox } from '../../sandbox/main.ts';
import { differences, snapshotWorld } from '../../sandbox/snapshot.ts';
import { changingCalls } from '../support/changing-calls.ts';
import { wizardOn } from '../support/wizard.ts';

const systems: OsName[] = ['amazon-linux-2023', 'amazon-linux-2'];

describe.each(systems)('on %s', (os) => {
  it('sets up, proves arrival, has nothing left to do, and leaves no trace after an undo', async () => {
    await using sandbox = await startSandbox({ instances: [{ os, name: 'web-1' }] });
    const wizard = wizardOn(sandbox);
    const instanceId = sandbox.instances[0]?.id ?? '';
    const before = snapshotWorld(sandbox.world);

    const planned = await wizard.run('plan', '--instance-id', instanceId, '--no-alerts');
    expect(planned.exitCode).toBe(0);
    expect(changingCalls(sandbox)).toEqual([]);

    const setUp = await wizard.run(
      'setup',
      '--instance-id',
      instanceId,
      '--no-alerts',
      '--yes',
      '--json',
    );
    expect(setUp).toMatchObject({ exitCode: 0 });
    expect(arrivedMetrics(setUp.events)).toEqual([
      'DiskSpaceAvailable',
      'DiskSpaceUsed',
      'DiskSpaceUtilization',
      'MemoryAvailable',
      'MemoryUsed',
      'MemoryUtilization',
      'SwapUsed',
      'SwapUtilization',
      'heartbeat-arrived',
    ]);

    sandbox.world.requests.clear();
    const again = await wizard.run('setup', '--instance-id', instanceId, '--no-alerts', '--yes');
    expect(again.stdout).toContain('Nothing to change: everything is in sync.');
    expect(again.exitCode).toBe(0);
    expect(changingCalls(sandbox)).toEqual([]);
    expect(sandbox.world.requests.all().length).toBeLessThanOrEqual(20);

    const undone = await wizard.run('undo', '--instance-id', instanceId, '--yes');
    expect(undone).toMatchObject({ exitCode: 0 });
    expect(differences(before, snapshotWorld(sandbox.world))).toEqual([]);
  });
});

/** Names of what the evidence of a run says arrived, each once. */
function arrivedMetrics(events: readonly Record<string, unknown>[]): string[] {
  const arrival = events.find(({ type, step }) => type === 'evidence' && step === 'arrival');
  const notes = (arrival?.evidence ?? []) as { id: string; values: { metric?: string } }[];
  return [...new Set(notes.map(({ id, values }) => values.metric ?? id))].sort();
}
