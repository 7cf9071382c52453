import { describe, expect, it } from 'vitest';
import { snapshotTree } from '../../sandbox/machine/tree.ts';
import { startMachine } from './machine-fixture.ts';

describe('a snapshot of a machine’s files', () => {
  it('is the same as long as the files are, whatever their times', async () => {
    const { machine, clock, sh } = await startMachine();
    const before = snapshotTree(machine.root);
    await clock.advance(30_000);
    await sh('touch "$ROOT/etc/hostname"; sleep 10');
    expect(snapshotTree(machine.root)).toEqual(before);
    expect(before['etc/os-release']).toMatch(/^file 0644 \d+ [0-9a-f]{64}$/);
    expect(before['var/run']).toBe('link -> ../run');
    expect(Object.keys(before).some((path) => /^(\.pretend|proc)/.test(path))).toBe(false);
  });

  it.each([
    ['content', 'echo x >>"$ROOT/etc/hosts"', 'etc/hosts'],
    ['a mode', 'chmod 600 "$ROOT/etc/hostname"', 'etc/hostname'],
    ['a new directory', 'mkdir "$ROOT/opt/a"', 'opt/a'],
    ['a link’s target', 'ln -sfn /elsewhere "$ROOT/var/run"', 'var/run'],
    ['a missing file', 'rm "$ROOT/etc/group"', 'etc/group'],
  ])('shows %s that changed, and nothing else', async (_, script, path) => {
    const { machine, sh } = await startMachine();
    const before = snapshotTree(machine.root);
    await sh(script);
    const after = snapshotTree(machine.root);
    expect(after[path]).not.toBe(before[path]);
    const { [path]: _before, ...restBefore } = before;
    const { [path]: _after, ...restAfter } = after;
    expect(restAfter).toEqual(restBefore);
  });

  it('leaves out what it is told to', async () => {
    const { machine } = await startMachine();
    const paths = Object.keys(snapshotTree(machine.root, { exclude: ['etc', 'var/log'] }));
    expect(paths.some((path) => path.startsWith('etc') || path.startsWith('var/log'))).toBe(false);
    expect(paths).toContain('proc/meminfo');
  });
});
