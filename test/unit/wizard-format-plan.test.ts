import { describe, expect, it } from 'vitest';
import { type Action, planOf } from '../../wizard/engine/action.ts';
import type { Catalogue } from '../../wizard/messages/catalogue.ts';
import { en } from '../../wizard/messages/en.ts';
import { ko } from '../../wizard/messages/ko.ts';
import { planCron } from '../../wizard/steps/cron-entry/plan.ts';
import { planMonitoring } from '../../wizard/steps/detailed-monitoring/plan.ts';
import { planAgent } from '../../wizard/steps/metrics-agent/plan.ts';
import { planUndoRecord } from '../../wizard/steps/record/plan.ts';
import { planRole } from '../../wizard/steps/role/plan.ts';
import { formatPlan, type PlanStyle } from '../../wizard/ui/format-plan.ts';
import type { PlannedStep } from '../../wizard/ui/reporter.ts';
import { fresh, historyOf, instanceId, nothingDone } from './sample-instance.ts';

const messages: Catalogue = en;

const plain = (text: string) => text;
const style: PlanStyle = {
  paint: { bold: plain, dim: plain, good: plain, warn: plain, bad: plain },
  signs: { plus: '+', minus: '-', note: '!' },
  details: false,
};

const noRole = {
  role: undefined,
  profile: undefined,
  managedWithoutRole: false,
  users: { instances: [], unreadable: [], profiles: [], staysAttached: false },
};
const role: PlannedStep = {
  step: 'role',
  plan: planRole(noRole, { partition: 'aws', instanceId }),
};
const off = { instanceId, monitoring: 'disabled', history: nothingDone } as const;
const monitoring: PlannedStep = { step: 'detailed-monitoring', plan: planMonitoring(off, true) };
const agent: PlannedStep = { step: 'metrics-agent', plan: planAgent(fresh, 'x'.repeat(30_000)) };

const cron: PlannedStep = {
  step: 'cron-entry',
  plan: planCron(fresh, { install: 'script', migrate: 'script' }),
};
const untagging: PlannedStep = {
  step: 'record',
  plan: planUndoRecord({ instanceId, tag: '' }, historyOf('tag-instance')),
};

const linesOf = (steps: readonly PlannedStep[], change: Partial<PlanStyle> = {}) =>
  formatPlan(steps, messages, { ...style, ...change });

describe('a plan', () => {
  it('says step by step what is done, what it costs and what takes it back', () => {
    expect(linesOf([monitoring, agent]).join('\n')).toMatchInlineSnapshot(`
      "Detailed monitoring
        + Enable detailed monitoring (1 minute) of i-0123456789abcdef0
            $2.10 a month
            undo: Disable detailed monitoring of i-0123456789abcdef0
      Metrics agent
        + Install the metrics agent (9 metrics; disks: /) and send once
            $2.70 a month
            assumed until the look inside
            undo: Uninstall metrics agent, cron entry and log agent from i-0123456789abcdef0
      Adds about $4.80 a month
      us-east-1 list prices; the first 10 custom and detailed metrics of an account are free; logs $0.50 a GB"
    `);
  });

  it('says what takes it back once, at the first action that it takes back', () => {
    const undo = messages.ui['undo-by']({ undo: messages.actions.uninstall({ instanceId }) });
    const lines = linesOf([agent, cron, monitoring]);
    expect(lines.filter((line) => line.trim() === undo)).toHaveLength(1);
    expect(linesOf([cron])).toContain(`      ${undo}`);
  });

  it('has another sign for what it takes away', () => {
    const untag = messages.actions['untag-instance']({ instanceId, key: 'cloudwatch-wizard' });
    expect(linesOf([untagging])).toContain(`  - ${untag}`);
  });

  it('adds its prices up', () => {
    expect(linesOf([monitoring])).toContain(messages.ui['price-total']({ usdText: '$2.10' }));
    expect(linesOf([agent])).toContain(messages.ui['price-total']({ usdText: '$2.70' }));
    expect(linesOf([monitoring, agent])).toContain(
      messages.ui['price-total']({ usdText: '$4.80' }),
    );
  });

  it('that costs nothing says nothing of prices', () => {
    expect(linesOf([role]).join('\n')).not.toContain('$');
  });

  it('that hands out rights says what they let a broken-into host do', () => {
    const note = `! ${messages.ui['power-note']({})}`;
    expect(linesOf([role])).toContain(note);
    expect(linesOf([monitoring])).not.toContain(note);
  });

  it.each<[string, readonly PlannedStep[]]>([
    ['of no step', []],
    [
      'of steps that are in sync',
      [
        { step: 'role', plan: planOf([]) },
        { step: 'record', plan: planOf([]) },
      ],
    ],
  ])('%s is one line', (_, steps) => {
    expect(linesOf(steps)).toEqual([messages.ui['plan-empty']({})]);
  });

  it('says a remark also where nothing is done', () => {
    const on = planMonitoring({ ...off, monitoring: 'enabled' }, false);
    expect(linesOf([{ step: 'detailed-monitoring', plan: on }])).toEqual([
      messages.steps['detailed-monitoring'],
      `  ! ${messages.notes['monitoring-already-on']({ instanceId })}`,
      messages.ui['plan-empty']({}),
    ]);
  });

  it('says what stands in the way of a step', () => {
    const blocked = planRole(
      { ...noRole, profile: { id: 'A', ours: true, roleName: 'web' } },
      { partition: 'aws', instanceId },
    );
    const [first] = linesOf([{ step: 'role', plan: blocked }]);
    const what = messages.problems['profile-holds-other-role'].what({
      roleName: 'CustomMonitoringRole',
    });
    expect(first).toBe(`! ${messages.steps.role}: ${what}`);
  });

  it('says nothing of an undo where none is needed', () => {
    const wait: Action = {
      kind: 'look-inside',
      values: { instanceId },
      calls: [],
      undo: { kind: 'none', values: {} },
    };
    expect(linesOf([{ step: 'managed-node', plan: planOf([wait]) }])).toEqual([
      messages.steps['managed-node'],
      `  + ${messages.actions['look-inside']({ instanceId })}`,
    ]);
  });
});

describe('the details of a plan', () => {
  const text = linesOf([monitoring, agent], { details: true }).join('\n');

  it('are each call with its input', () => {
    expect(text).toContain('ec2:MonitorInstances');
    expect(text).toContain(`"${instanceId}"`);
    expect(text).toContain('"executionTimeout"');
  });

  it('show how a script begins, and how long it is', () => {
    expect(text).toContain('xxx… (30000 characters)');
    expect(text).not.toContain('x'.repeat(201));
  });

  it('are left out otherwise', () => {
    expect(linesOf([monitoring, agent]).join('\n')).not.toContain('MonitorInstances');
  });
});

it('is said in Korean where that is spoken', () => {
  const korean = formatPlan([monitoring, agent, role], ko, style);
  for (const line of korean) expect(line).toMatch(/[가-힣]/);
});
