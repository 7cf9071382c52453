import { describe, expect, it } from 'vitest';
import { foldHistory, type JournalLine } from '../../wizard/engine/history.ts';
import { planAgent, planUninstall } from '../../wizard/steps/metrics-agent/plan.ts';
import {
  actionsOf,
  converged,
  fresh,
  freshProbe,
  instanceId,
  line,
  outcomeOf,
  probe,
  record,
} from './sample-instance.ts';

const scripts = { uninstall: 'uninstall', removeRemains: 'remove-remains' };
describe('the metrics agent', () => {
  it('is left alone where it is in its place', () => {
    expect(outcomeOf(planAgent(converged, 'script'))).toEqual([]);
    expect(outcomeOf(planAgent({ ...converged, probe }, 'script'))).toEqual([]);
  });

  it('is installed on a fresh instance, with its price, before anybody has looked inside', () => {
    expect(actionsOf(planAgent(fresh, 'script'))).toMatchObject([
      {
        kind: 'install-agent',
        values: { instanceId, metrics: 9, disks: ['/'] },
        calls: [
          {
            service: 'ssm',
            operation: 'SendCommand',
            input: { Parameters: { commands: ['script'] } },
          },
        ],
        price: { metrics: 9, monthlyUsd: 2.7 },
        undo: { kind: 'uninstall', values: { instanceId } },
        assumed: true,
      },
    ]);
  });

  it('is no assumption any more after a look inside', () => {
    expect(actionsOf(planAgent({ ...fresh, probe: freshProbe }, ''))[0]).not.toHaveProperty(
      'assumed',
    );
  });

  it('has its price also where an earlier run came no further than the wish', () => {
    const { agent: _agent, ...wishOnly } = record;
    const [action] = actionsOf(planAgent({ ...converged, record: wishOnly }, ''));
    expect(action).toHaveProperty('price');
  });

  it('costs nothing more where it was installed before', () => {
    const [action] = actionsOf(planAgent({ ...converged, programSha: 'new' }, ''));
    expect(action).not.toHaveProperty('price');
  });

  it('costs three metrics more with another disk', () => {
    const seen = { ...fresh, spec: { ...fresh.spec, diskPaths: ['/', '/data'] } };
    expect(actionsOf(planAgent(seen, ''))[0]?.price).toEqual({ metrics: 12, monthlyUsd: 3.6 });
  });
});

describe('an undo', () => {
  const online = { instanceId, region: 'r', instanceState: 'running', online: true };
  const begun = (kind: string) => line(kind, { state: 'planned' });

  it.each<[string, JournalLine[], string[]]>([
    ['uninstalls what was installed', [line('install-agent'), line('install-cron')], ['uninstall']],
    ['uninstalls what was only begun', [begun('install-agent')], ['uninstall']],
    ['uninstalls where only a cron entry was installed', [line('install-cron')], ['uninstall']],
    ['uninstalls where only awslogs was installed', [line('install-awslogs')], ['uninstall']],
    [
      'uninstalls where only the CloudWatch agent was installed',
      [line('install-cloudwatch-agent')],
      ['uninstall'],
    ],
    [
      'finishes what it began before a crash',
      [line('install-agent'), begun('uninstall')],
      ['uninstall'],
    ],
    [
      'has nothing to do where it was uninstalled',
      [line('install-agent'), begun('uninstall'), line('uninstall')],
      [],
    ],
    [
      'uninstalls what was installed after that',
      [line('install-agent'), line('uninstall'), begun('install-agent')],
      ['uninstall'],
    ],
    ['has nothing to do where nothing was installed', [line('create-role')], []],
    ['has nothing to do after an undo', [line('install-agent'), line('forget')], []],
  ])('%s', (_, lines, actions) => {
    expect(outcomeOf(planUninstall(online, foldHistory(lines), scripts))).toEqual(actions);
  });

  it.each<[string, Partial<typeof online>, string | string[]]>([
    [
      'of a stopped instance stops, with that',
      { instanceState: 'stopped' },
      'blocked: instance-stopped',
    ],
    [
      'of an instance that is starting stops',
      { instanceState: 'pending', online: false },
      'blocked: instance-stopped',
    ],
    [
      'of an instance that Systems Manager does not reach stops, with that',
      { online: false },
      'blocked: managed-node-lost',
    ],
    [
      'of a terminated instance has nothing to uninstall',
      { instanceState: 'terminated', online: false },
      [],
    ],
  ])('%s', (_, change, outcome) => {
    const history = foldHistory([line('install-agent')]);
    expect(outcomeOf(planUninstall({ ...online, ...change }, history, scripts))).toEqual(outcome);
  });

  it.each(['stopped', 'running'])(
    'of a %s instance without us inside is not stopped',
    (instanceState) => {
      const actual = { instanceId, region: 'r', instanceState, online: false };
      expect(outcomeOf(planUninstall(actual, foldHistory([]), scripts))).toEqual([]);
    },
  );

  it('has Distributor remove the package that it brought, and clears up behind it', () => {
    const brought = line('install-cloudwatch-agent', {
      action: { kind: 'install-cloudwatch-agent', values: { package: 'distributor' } },
    });
    const [action] = actionsOf(planUninstall(online, foldHistory([brought]), scripts));
    expect(action?.calls.map(({ input }) => input.Parameters)).toMatchObject([
      { commands: ['uninstall'] },
      { action: ['Uninstall'] },
      { commands: ['remove-remains'] },
    ]);
  });

  it('runs the script that was handed in', () => {
    const [action] = actionsOf(
      planUninstall(online, foldHistory([line('install-agent')]), scripts),
    );
    expect(action?.calls[0]?.input).toMatchObject({ Parameters: { commands: ['uninstall'] } });
  });
});
