import { describe, expect, it } from 'vitest';
import { logCauses } from '../../wizard/on-instance/log-causes.ts';
import type { OnInstance } from '../../wizard/on-instance/on-instance.ts';
import type { LogHealth, ProbeFacts } from '../../wizard/on-instance/probe-facts.ts';
import { converged, probe } from './sample-instance.ts';

const now = 1_700_000_000;
const identity = {
  region: 'ap-northeast-2',
  source: { from: 'default-chain' },
} as const;

const healthy: LogHealth = {
  rsyslog: 'active',
  clock: now,
  awslogsRegion: 'ap-northeast-2',
  behind: false,
  rotated: false,
  shipperError: undefined,
};
const amazonLinux2: ProbeFacts = {
  ...probe,
  osVersion: '2',
  syslogFile: '/var/log/messages',
  shippers: { awslogs: true, cloudWatchAgent: false },
  health: healthy,
};
const seen = (change: Partial<ProbeFacts>, health: Partial<LogHealth> = {}): OnInstance => ({
  ...converged,
  httpTokens: 'optional',
  probe: { ...amazonLinux2, ...change, health: { ...healthy, ...health } },
});
const onJournal = { osVersion: '2023', syslogFile: undefined, shippers: probe.shippers };
const stopped = { awslogs: false, cloudWatchAgent: false };

describe('why no log arrives', () => {
  it.each<[string, OnInstance, string[]]>([
    ['nothing is seen where all is well', seen({}), []],
    ['nobody has looked', { ...converged, probe: undefined }, []],
    [
      'nothing is shipped',
      { ...seen({ shippers: stopped }), spec: { ...converged.spec, logs: [] } },
      [],
    ],
    ['rsyslog is missing', seen({}, { rsyslog: 'absent' }), ['log-syslog-down']],
    ['rsyslog is stopped', seen({}, { rsyslog: 'installed' }), ['log-syslog-down']],
    ['the journal needs no rsyslog', seen(onJournal, { rsyslog: 'absent' }), []],
    ['the service is down', seen({ shippers: stopped }), ['log-service-down']],
    [
      'the service of the agent is down',
      seen({ ...onJournal, shippers: stopped }),
      ['log-service-down'],
    ],
    ['the Region is another one', seen({}, { awslogsRegion: 'us-east-1' }), ['log-region-wrong']],
    ['the agent has no such file', seen(onJournal, { awslogsRegion: 'us-east-1' }), []],
    ['AWS refuses', seen({}, { shipperError: 'denied', behind: true }), ['log-denied']],
    [
      'there are no credentials',
      seen({}, { shipperError: 'no-credentials' }),
      ['log-no-credentials'],
    ],
    ['there is no way', seen({}, { shipperError: 'no-network' }), ['log-no-network']],
    ['the file was rotated', seen({}, { behind: true, rotated: true }), ['log-rotated']],
    ['the state is stuck', seen({}, { behind: true }), ['log-state-stuck']],
    [
      'nothing here can ship them',
      seen({ ...onJournal, cloudWatchAgent: '1.300069.0' }),
      ['journald-needs-newer-agent'],
    ],
    ['the clock is behind', seen({}, { clock: now - 301 }), ['log-clock-wrong']],
    ['the clock is ahead', seen({}, { clock: now + 3600 }), ['log-clock-wrong']],
    ['the clock is near enough', seen({}, { clock: now - 299 }), []],
    ['the clock did not say', seen({}, { clock: undefined }), []],
    [
      'the clock and something else',
      seen({ shippers: stopped }, { clock: now + 3600 }),
      ['log-clock-wrong', 'log-service-down'],
    ],
  ])('%s', (_, facts, causes) => {
    expect(logCauses(facts, identity, now * 1000).map(({ id }) => id)).toEqual(causes);
  });

  it('is said with what a command needs', () => {
    expect(logCauses(seen({ shippers: stopped }), identity, now * 1000)).toMatchObject([
      {
        values: {
          unit: 'awslogsd',
          source: '/var/log/messages',
          where: ' --region ap-northeast-2',
        },
      },
    ]);
  });

  const down = { shippers: stopped };
  const noSyslog = { rsyslog: 'absent' } as const;
  const far = { clock: now + 3600 };
  const enableSyslog = 'sudo systemctl enable --now rsyslog';
  const amazonLinux1 = { osVersion: '2018.03', systemd: false, packageManager: 'yum' };
  it.each<[string, OnInstance, string]>([
    ['starts a service', seen(down), 'sudo systemctl enable --now awslogsd'],
    [
      'starts a service without systemd',
      seen({ ...amazonLinux1, ...down }),
      'sudo service awslogs start && sudo chkconfig awslogs on',
    ],
    ['restarts what is stuck', seen({}, { behind: true }), 'sudo systemctl restart awslogsd'],
    [
      'restarts it without systemd',
      seen(amazonLinux1, { behind: true, rotated: true }),
      'sudo service awslogs restart',
    ],
    ['starts syslog', seen({}, { rsyslog: 'installed' }), enableSyslog],
    ...(
      [
        ['yum', 'yum -y install'],
        ['dnf', 'dnf -y install'],
        ['apt', 'apt-get -y install'],
        ['zypper', 'zypper --non-interactive install'],
      ] as const
    ).map(([packageManager, install]): [string, OnInstance, string] => [
      `installs syslog by ${packageManager}`,
      seen({ packageManager }, noSyslog),
      `sudo ${install} rsyslog && ${enableSyslog}`,
    ]),
    ['installs nothing by nothing', seen({ packageManager: 'none' }, noSyslog), enableSyslog],
    [
      'starts syslog without systemd',
      seen(amazonLinux1, { rsyslog: 'installed' }),
      'sudo service rsyslog start && sudo chkconfig rsyslog on',
    ],
    ['sets the clock', seen({}, far), 'sudo chronyc makestep'],
    [
      'sets the clock of Amazon Linux 1',
      seen(amazonLinux1, far),
      'sudo service ntpd stop; sudo ntpd -gq && sudo service ntpd start',
    ],
  ])('%s', (_, facts, command) => {
    expect(logCauses(facts, identity, now * 1000)[0]?.values).toMatchObject({ command });
  });
});
