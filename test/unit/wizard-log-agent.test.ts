import { describe, expect, it } from 'vitest';
import type { OnInstance } from '../../wizard/on-instance/on-instance.ts';
import { planLogs } from '../../wizard/steps/log-agent/plan.ts';
import {
  actionsOf,
  converged,
  fresh,
  freshProbe,
  instanceId,
  outcomeOf,
  probe,
  spec,
} from './sample-instance.ts';

const amazonLinux2 = { ...freshProbe, osVersion: '2', syslogFile: '/var/log/messages' };
const ubuntu = { ...freshProbe, osId: 'ubuntu', osVersion: '24.04', syslogFile: '/var/log/syslog' };
const withoutLog = { ...freshProbe, journald: false };

describe('the log agent', () => {
  it.each<[string, OnInstance, string | string[]]>([
    ['is left alone where it ships', converged, []],
    ['is left alone where a look finds it shipping', { ...converged, probe }, []],
    ['is not installed where no log is wished for', { ...fresh, spec: { ...spec, logs: [] } }, []],
    [
      'is awslogs on Amazon Linux 2',
      { ...fresh, httpTokens: 'optional', probe: amazonLinux2 },
      ['install-awslogs'],
    ],
    [
      'is the CloudWatch agent on Amazon Linux 2 with IMDSv2 only',
      { ...fresh, probe: amazonLinux2 },
      ['install-cloudwatch-agent'],
    ],
    [
      'is the CloudWatch agent on Amazon Linux 2023',
      { ...fresh, probe: freshProbe },
      ['install-cloudwatch-agent'],
    ],
    [
      'is the CloudWatch agent on Ubuntu',
      { ...fresh, probe: ubuntu },
      ['install-cloudwatch-agent'],
    ],
    [
      'is started again where it was stopped',
      { ...converged, probe: { ...probe, shippers: freshProbe.shippers } },
      ['install-cloudwatch-agent'],
    ],
    [
      'stops where there is no system log',
      { ...fresh, probe: withoutLog },
      'blocked: no-system-log',
    ],
    [
      'stops where the agent inside cannot read the journal',
      {
        ...fresh,
        probe: { ...freshProbe, cloudWatchAgent: '1.247.0', cloudWatchAgentPresent: true },
      },
      'blocked: journald-needs-newer-agent',
    ],
    [
      'goes on where the agent inside can',
      { ...fresh, probe: { ...freshProbe, cloudWatchAgent: '1.300070.1' } },
      ['install-cloudwatch-agent'],
    ],
    [
      'goes on where an old agent reads a file',
      { ...fresh, probe: { ...ubuntu, cloudWatchAgent: '1.247.0' } },
      ['install-cloudwatch-agent'],
    ],
  ])('%s', (_, seen, outcome) => {
    expect(outcomeOf(planLogs(seen, 'script'))).toEqual(outcome);
  });

  it.each<[string, Partial<OnInstance>, string, string]>([
    [
      'awslogs may turn out to be the CloudWatch agent',
      { httpTokens: 'optional' },
      'install-awslogs',
      'install-cloudwatch-agent',
    ],
    [
      'the CloudWatch agent may turn out to be awslogs',
      {},
      'install-cloudwatch-agent',
      'install-awslogs',
    ],
  ])('before a look inside is an assumption: %s', (_, change, kind, alternative) => {
    const [action] = actionsOf(planLogs({ ...fresh, ...change }, 'script'));
    expect(action).toMatchObject({ kind, assumed: true, alternatives: [alternative] });
  });

  it('after a look inside is none', () => {
    const [action] = actionsOf(planLogs({ ...fresh, probe: ubuntu }, 'script'));
    expect(action).not.toHaveProperty('assumed');
    expect(action).not.toHaveProperty('alternatives');
  });

  it('says what goes where, and why in this way', () => {
    const [action] = actionsOf(planLogs({ ...fresh, probe: ubuntu }, 'script'));
    expect(action).toMatchObject({
      values: {
        instanceId,
        group: '/var/log/messages',
        stream: instanceId,
        source: '/var/log/syslog',
        reason: 'no-awslogs-on-this-os',
        package: 'distributor',
      },
      calls: [
        { input: { DocumentName: 'AWS-ConfigureAWSPackage', Parameters: { action: ['Install'] } } },
        { input: { Parameters: { commands: ['script'] } } },
      ],
      undo: { kind: 'uninstall', values: { instanceId } },
    });
  });

  it.each<[string, Partial<typeof probe>, string]>([
    ['the repository on Amazon Linux', freshProbe, 'repository'],
    ['Distributor elsewhere', ubuntu, 'distributor'],
    ['nowhere, if it is there', { ...ubuntu, cloudWatchAgentPresent: true }, 'nothing'],
  ])('takes its package from %s', (_, seen, from) => {
    const plan = planLogs({ ...fresh, probe: { ...probe, ...seen } }, '');
    expect(actionsOf(plan)[0]?.values.package).toBe(from);
  });

  it('says the journal where that is the source', () => {
    const [action] = actionsOf(planLogs({ ...fresh, probe: freshProbe }, ''));
    expect(action?.values.source).toBe('journald');
  });

  it('that stops names the version that is too old', () => {
    const plan = planLogs(
      {
        ...fresh,
        probe: { ...freshProbe, cloudWatchAgent: '1.247.0', cloudWatchAgentPresent: true },
      },
      '',
    );
    expect(plan).toMatchObject({ problem: { values: { instanceId, version: '1.247.0' } } });
  });
});
