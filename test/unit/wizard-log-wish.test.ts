import { describe, expect, it } from 'vitest';
import { logsHash, type MonitoringSpec, type Shipper } from '../../agent/monitoring-spec.ts';
import {
  backlogOf,
  backlogProblem,
  logProblem,
  shipperChoice,
  wantedLogConfig,
} from '../../wizard/on-instance/log-wish.ts';
import type { OnInstance } from '../../wizard/on-instance/on-instance.ts';
import type { ProbeFacts } from '../../wizard/on-instance/probe-facts.ts';
import { notesAfterLook, planLogs } from '../../wizard/steps/log-agent/plan.ts';
import { fresh, freshProbe, notesOf, record, spec } from './sample-instance.ts';

const web = { file: '/var/log/web.log', group: 'web', stream: 's' };
const syslog = { ...web, file: '/var/log/syslog' };
const gb = 1024 ** 3;
const metricsAgent = 'cloudwatch-agent';

const ubuntu = {
  ...freshProbe,
  ...{ osId: 'ubuntu', osVersion: '24.04', syslogFile: '/var/log/syslog' },
  logSizes: { '/var/log/syslog': gb },
};
const amazonLinux2 = {
  ...freshProbe,
  ...{ osVersion: '2', syslogFile: '/var/log/messages' },
  logSizes: { '/var/log/messages': gb, [web.file]: 2 * gb },
};

const agent = { sha256: '', specHash: '', sentAt: 0, nonce: '' };

type Wish = Partial<MonitoringSpec>;
const on = (probe: OnInstance['probe'], wish: Wish = {}): OnInstance => ({
  ...fresh,
  httpTokens: 'optional',
  probe,
  spec: { ...spec, ...wish },
});
const withWeb = { logs: [...spec.logs, web] };
const shipped = (
  seen: OnInstance,
  files: readonly string[],
  shipper: Shipper = seen.probe?.osVersion === '2' ? 'awslogs' : 'amazon-cloudwatch-agent',
): OnInstance => ({
  ...seen,
  record: { ...record, logs: { sha256: '', shipper, wishHash: logsHash(seen.spec), files } },
});
const owner = { section: 'syslog', group: '/var/log/messages', stream: '{instance_id}' };
const taken = (change: Partial<typeof owner>, wish: Wish = {}) =>
  on({ ...amazonLinux2, systemLogOwner: { ...owner, ...change } }, wish);

describe('logs cannot be shipped', () => {
  it.each<[string, OnInstance, string | undefined]>([
    ['unless they can', on(ubuntu), undefined],
    ['of nothing that is wished for', on(ubuntu, { logs: [] }), undefined],
    ['by what does not work here', on(ubuntu, { logShipper: 'awslogs' }), 'awslogs-not-on-this-os'],
    ['from a file that is not there', on(ubuntu, withWeb), 'log-file-missing'],
    ['but may be wished for', on(ubuntu, { ...withWeb, allowMissing: true }), undefined],
    ['but nobody has looked', on(undefined, withWeb), undefined],
    ['but the file was shipped before', shipped(on(ubuntu, withWeb), [web.file]), undefined],
    ['twice', on(ubuntu, { logs: [...spec.logs, syslog] }), 'log-is-system-log'],
    ['from the end of a file by the agent', on(ubuntu, { logStart: 'end' }), 'cannot-start-at-end'],
    [
      'by an agent that measures, where others have configured it',
      on({ ...ubuntu, cloudWatchAgentInUse: true }, { metricsAgent }),
      'metrics-agent-configured',
    ],
    ['but may be where nobody has', on(ubuntu, { metricsAgent }), undefined],
    [
      'by awslogs where the other agent measures',
      on(amazonLinux2, { metricsAgent, logShipper: 'awslogs' }),
      'metrics-agent-ships-logs',
    ],
    ['but from its beginning', on(ubuntu, { logStart: 'beginning' }), undefined],
    ['but from the end by awslogs', on(amazonLinux2, { ...withWeb, logStart: 'end' }), undefined],
    [
      'from the end, by an agent that takes over from awslogs',
      shipped(on(ubuntu, { logStart: 'end' }), ['/var/log/messages'], 'awslogs'),
      'cannot-start-at-end',
    ],
    ['but may go on', shipped(on(ubuntu, { logStart: 'end' }), ['/var/log/messages']), undefined],
    ['that awslogs ships to another group', taken({ group: 'prod' }), 'system-log-taken'],
    ['or to another stream', taken({ stream: '{hostname}' }), 'system-log-taken'],
    ['but may go where it goes already', taken({ stream: spec.instanceId }), undefined],
    [
      'and may be shipped again by the other agent',
      taken({ group: 'prod' }, { logShipper: 'amazon-cloudwatch-agent' }),
      undefined,
    ],
    ['but from now on in the journal', on(freshProbe, { logStart: 'end' }), undefined],
  ])('%s', (_, seen, id) => {
    expect(logProblem(seen)?.id).toBe(id);
  });
});

it.each<[string, Partial<ProbeFacts>, string]>([
  [
    'in use and in another Region, is left alone',
    { awslogsInUse: true },
    'awslogs-sends-elsewhere',
  ],
  ['that nobody uses gets ours', {}, 'awslogs-works-here'],
  [
    'in use and in this Region gets ours',
    { awslogsInUse: true, health: { ...freshProbe.health, awslogsRegion: 'ap-northeast-2' } },
    'awslogs-works-here',
  ],
])('awslogs, %s', (_, change, reason) => {
  const health = { ...freshProbe.health, awslogsRegion: 'eu-west-1' };
  expect(shipperChoice(on({ ...amazonLinux2, health, ...change })).reason).toBe(reason);
});

it('the agent that measures is the one that ships, and knows mount points only', () => {
  const disks = [{ path: '/data/app', filesystem: '/dev/xvdf', mountPath: '/data' }];
  const wish = { metricsAgent, diskPaths: ['/data/app'] } as const;
  const seen = { ...on(amazonLinux2, wish), record: { ...record, agent: { ...agent, disks } } };
  const wanted = wantedLogConfig(seen);
  expect(wanted?.shipper).toBe('amazon-cloudwatch-agent');
  expect(JSON.parse(wanted?.config ?? '').metrics.metrics_collected.disk.resources).toEqual([
    '/data',
  ]);
});

describe('what is in the files already', () => {
  it.each<[string, OnInstance, number | undefined]>([
    ['is not known before a look', on(undefined), undefined],
    ['is the system log under its name here', on(ubuntu), gb],
    ['is every file that was not shipped yet', on(amazonLinux2, withWeb), 3 * gb],
    ['is not what was shipped before', shipped(on(amazonLinux2, withWeb), [web.file]), gb],
    ['is nothing from the end on', on(amazonLinux2, { ...withWeb, logStart: 'end' }), 0],
    [
      'is all of it for another agent, which begins anew',
      shipped(
        on(amazonLinux2, withWeb),
        [web.file, '/var/log/messages'],
        'amazon-cloudwatch-agent',
      ),
      3 * gb,
    ],
    ['is nothing of a journal', on(freshProbe), 0],
  ])('%s', (_, seen, bytes) => {
    expect(backlogOf(seen)?.bytes).toBe(bytes);
  });

  it('costs half a dollar a GB, once', () => {
    expect(backlogOf(on(amazonLinux2, withWeb))).toMatchObject({
      files: ['/var/log/messages', web.file],
      usd: 1.5,
    });
  });

  it.each<[string, OnInstance, boolean]>([
    ['above a dollar', on(amazonLinux2, withWeb), true],
    ['below', on(amazonLinux2), false],
    [
      'where it was said to be sent',
      on(amazonLinux2, { ...withWeb, logStart: 'beginning' }),
      false,
    ],
    ['where it is left out', on(amazonLinux2, { ...withWeb, logStart: 'end' }), false],
    ['where it was sent before', shipped(on(amazonLinux2, withWeb), [web.file]), false],
  ])('is asked about %s', (_, seen, asks) => {
    expect(backlogProblem(seen)?.id).toBe(asks ? 'backlog-costs' : undefined);
  });
});

describe('the plan says', () => {
  it.each<[string, OnInstance, string[]]>([
    [
      'before a look, that the backlog will be looked at',
      on(undefined),
      ['log-shipper-chosen', 'log-personal-data', 'log-backlog-unknown'],
    ],
    [
      'that the agent always begins at the beginning',
      on(ubuntu),
      ['log-shipper-chosen', 'log-personal-data', 'log-backlog', 'log-begins-at-beginning'],
    ],
    [
      'nothing of a backlog that is left out',
      on(amazonLinux2, { logStart: 'end' }),
      ['log-shipper-chosen', 'log-personal-data'],
    ],
    [
      'no more than the shipper where all is shipped already',
      shipped(on(amazonLinux2), [spec.logs[0]?.file ?? '']),
      ['log-shipper-chosen'],
    ],
  ])('%s', (_, seen, notes) => {
    expect(notesOf(planLogs(seen, ''))).toEqual(notes);
  });

  it('which association would overwrite the configuration of the agent, and only of that', () => {
    expect(notesOf(planLogs(on(ubuntu), '', ['a']))).toContain('agent-config-association');
    expect(notesOf(planLogs(on(amazonLinux2), '', ['a']))).not.toContain(
      'agent-config-association',
    );
  });

  it('after a look, what goes up, and who ships it already', () => {
    const others = { ...ubuntu, shippedByOthers: ['/var/log/syslog'] };
    expect(notesAfterLook(on(others)).map(({ id }) => id)).toEqual([
      'log-shipper-chosen',
      'log-backlog',
      'log-shipped-by-others',
    ]);
  });
});

it.each([
  ['prod-syslog', '{instance_id}', '/var/log/messages,group=prod-syslog,stream={instance_id}'],
  ['prod-syslog', '{hostname}', ''],
  ['$(reboot)', 'web', ''],
  ['prod', 'web 1', ''],
])(
  'offers to adopt %s, %s of somebody else where that can be said and pasted',
  (group, stream, adopted) => {
    expect(logProblem(taken({ group, stream }))?.values).toMatchObject({ adopted });
  },
);
