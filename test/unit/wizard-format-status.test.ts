import { describe, expect, it } from 'vitest';
import type { Catalogue } from '../../wizard/messages/catalogue.ts';
import { en } from '../../wizard/messages/en.ts';
import { formatStatus, type StatusStyle } from '../../wizard/ui/format-status.ts';
import type { InstanceStatus } from '../../wizard/verbs/status.ts';
import { instanceId } from './sample-instance.ts';

const messages: Catalogue = en;

const marked = (mark: string) => (text: string) => `<${mark}>${text}</>`;
const plain = (text: string) => text;
const style: StatusStyle = {
  paint: { bold: plain, dim: marked('dim'), good: marked('good'), warn: plain, bad: marked('bad') },
  signs: { done: 'ok', same: '-', bad: 'x', bars: '01234567', next: '->' },
};

const status: InstanceStatus = {
  instanceId,
  name: 'web-1',
  state: 'running',
  profileArn: 'arn:aws:iam::123456789012:instance-profile/team/CustomMonitoringRole',
  coverage: 'set-up',
  drift: [],
  arrived: [],
  missing: [],
  healthy: true,
};
const linesOf = (...changes: Partial<InstanceStatus>[]) =>
  formatStatus(
    changes.map((change) => ({ ...status, ...change })),
    { region: 'ap-northeast-2', source: { from: 'flag-profile', profile: 'ops' } },
    messages,
    style,
  );

describe('the first line of an instance', () => {
  it.each<[string, Partial<InstanceStatus>, string]>([
    [
      'set up and in order',
      {},
      `<good>ok</> ${instanceId} · web-1 · running · CustomMonitoringRole · set up`,
    ],
    [
      'not set up',
      { coverage: 'not-set-up', profileArn: undefined },
      `<dim>-</> ${instanceId} · web-1 · running · no role · not set up`,
    ],
    [
      'set up from another machine',
      { coverage: 'elsewhere' },
      `<dim>-</> ${instanceId} · web-1 · running · CustomMonitoringRole · set up from another machine`,
    ],
    [
      'not in order',
      { healthy: false },
      `<bad>x</> ${instanceId} · web-1 · running · CustomMonitoringRole · set up`,
    ],
    [
      'without a name',
      { name: undefined },
      `<good>ok</> ${instanceId} · running · CustomMonitoringRole · set up`,
    ],
    [
      'with an empty name',
      { name: '' },
      `<good>ok</> ${instanceId} · running · CustomMonitoringRole · set up`,
    ],
    [
      'not there',
      {
        name: undefined,
        state: 'absent',
        profileArn: undefined,
        coverage: 'not-set-up',
        healthy: false,
      },
      `<bad>x</> ${instanceId} · absent · no role · not set up`,
    ],
  ])('%s', (_, change, line) => {
    expect(linesOf(change)).toEqual([line]);
  });

  it('holds no control character of a Name tag, and not all of a long one', () => {
    const [line = ''] = linesOf({ name: `\u001b[2J\u009b1m\u202e\r\n${'x'.repeat(256)}` });
    expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    expect(line).toContain(`${'x'.repeat(20)}`);
    expect(line.length).toBeLessThan(120);
  });
});

describe('the lines below it', () => {
  const attach = { kind: 'attach-role', values: { roleName: 'R', instanceId } } as const;
  const blocked = { id: 'role-trust-wrong', values: { roleName: 'R' } } as const;

  it('name what drifted: what a repair would do, and what stands in its way', () => {
    const [, first, second] = linesOf({ drift: [attach, blocked], healthy: false });
    expect(first).toBe(
      `    ${messages.ui['status-drift']({ what: messages.actions['attach-role'](attach.values) })}`,
    );
    expect(second).toBe(
      `    ${messages.ui['status-drift']({ what: messages.problems['role-trust-wrong'].what(blocked.values) })}`,
    );
  });

  it('name what does not arrive', () => {
    const [, line] = linesOf({ missing: ['MemoryUsed', 'log-heartbeat'], healthy: false });
    expect(line).toBe('    <bad>not arriving: MemoryUsed, log-heartbeat</>');
  });

  it.each([
    [[10, 45, 80], 80, '    MemoryUtilization 047 80.0 %, 42 s ago'],
    [[5], 5.25, '    MemoryUtilization 0 5.3 %, 42 s ago'],
  ])('draw the memory of the last hours: %j', (points, value, drawn) => {
    const values = { metric: 'MemoryUtilization', value, ageSeconds: 42, points };
    const other = { id: 'metric-arrived', values: { ...values, metric: 'SwapUsed' } } as const;
    expect(linesOf({ arrived: [other, { id: 'metric-arrived', values }] })[1]).toBe(drawn);
  });
});

describe('below an instance that is not finished', () => {
  const where = '--region ap-northeast-2 --profile ops';
  it.each<[InstanceStatus['coverage'], string, string]>([
    ['setting-up', 'set-up not finished', 'setup'],
    ['undoing', 'undo not finished', 'undo'],
  ])('%s stands the command that finishes it', (coverage, words, verb) => {
    const drift = [{ kind: 'look-inside', values: {} }] as const;
    const [first, ...rest] = linesOf({ coverage, drift, healthy: false });
    expect(first).toBe(
      `<bad>x</> ${instanceId} · web-1 · running · CustomMonitoringRole · ${words}`,
    );
    expect(rest).toEqual([`    -> cloudwatch-wizard ${verb} --instance-id ${instanceId} ${where}`]);
  });

  it('stands what is in the way and what does not arrive, too', () => {
    const drift = [{ id: 'role-trust-wrong', values: { roleName: 'R' } }] as const;
    const [, ...rest] = linesOf({ coverage: 'setting-up', drift, missing: ['x'], healthy: false });
    expect(rest).toEqual([
      expect.stringContaining(messages.problems['role-trust-wrong'].what({ roleName: 'R' })),
      expect.stringContaining('not arriving: x'),
      expect.stringContaining('-> cloudwatch-wizard setup'),
    ]);
  });
});

it('is a block for each instance', () => {
  expect(linesOf({}, { missing: ['x'], healthy: false }, {})).toHaveLength(4);
});

it('says that there is none', () => {
  expect(linesOf()).toEqual(['No instances in ap-northeast-2.']);
});
