import { describe, expect, it } from 'vitest';
import {
  disksOf,
  type InstallerOutput,
  type ProbeFacts,
  parseInstallerOutput,
  probeFacts,
} from '../../wizard/on-instance/probe-facts.ts';

const amazonLinux2 = `Loaded plugins: extras_suggestions
cwz fact os_id=amzn
cwz fact os_version=2
cwz fact os_name=Amazon Linux 2
cwz fact package_manager=yum
cwz fact systemd=1
cwz fact cron_active=1
cwz fact journald=1
cwz fact syslog_file=/var/log/messages
cwz fact awslogs=active
cwz fact cwagent=absent
cwz fact cwagent_active=0
cwz fact cwagent_in_use=1
cwz fact log_size=1200 /var/log/messages
cwz fact log_size=0 /var/log/a b.log
cwz fact log_size=many /var/log/c
cwz fact shipped_by_others=/var/log/a b.log
cwz fact system_log_section=sys log
cwz fact system_log_group=prod
cwz fact system_log_stream={hostname}
cwz fact awslogs_in_use=1
cwz fact clock=1700000000
cwz fact rsyslog=active
cwz fact awslogs_region=us-east-1
cwz fact log_behind=1
cwz fact log_rotated=1
cwz fact shipper_error=denied
cwz fact agent_sha=aaaa
cwz fact cron_entry_sha=none
cwz fact log_config_sha=none
cwz fact foreign_sender=/etc/crontab:3
cwz fact foreign_sender=/var/spool/cron/root:12
`;

const factsOf = (text: string) => probeFacts(parseInstallerOutput(text));

describe('what a look inside says', () => {
  it('is read line by line; what package managers say is passed over', () => {
    expect(factsOf(amazonLinux2)).toEqual({
      osId: 'amzn',
      osVersion: '2',
      syslogFile: '/var/log/messages',
      isoTime: false,
      journald: true,
      cloudWatchAgent: undefined,
      cloudWatchAgentPresent: false,
      awslogsPresent: true,
      awslogsInUse: true,
      systemLogOwner: { section: 'sys log', group: 'prod', stream: '{hostname}' },
      packageManager: 'yum',
      systemd: true,
      cloudWatchAgentInUse: true,
      cronActive: true,
      shippers: { awslogs: true, cloudWatchAgent: false },
      agentSha: 'aaaa',
      cronEntrySha: undefined,
      logConfigSha: undefined,
      logSizes: { '/var/log/messages': 1200, '/var/log/a b.log': 0 },
      shippedByOthers: ['/var/log/a b.log'],
      health: {
        rsyslog: 'active',
        clock: 1_700_000_000,
        awslogsRegion: 'us-east-1',
        behind: true,
        rotated: true,
        shipperError: 'denied',
      },
      missingCommands: [],
      foreignSenders: ['/etc/crontab:3', '/var/spool/cron/root:12'],
      oldLines: [],
      oldOptions: [],
    } satisfies ProbeFacts);
  });

  it('without a word is that nothing is there', () => {
    expect(factsOf('')).toEqual({
      osId: '',
      osVersion: '',
      syslogFile: undefined,
      isoTime: false,
      journald: false,
      cloudWatchAgent: undefined,
      cloudWatchAgentPresent: false,
      awslogsPresent: false,
      awslogsInUse: false,
      systemLogOwner: undefined,
      packageManager: '',
      systemd: true,
      cloudWatchAgentInUse: false,
      cronActive: false,
      shippers: { awslogs: false, cloudWatchAgent: false },
      agentSha: undefined,
      cronEntrySha: undefined,
      logConfigSha: undefined,
      logSizes: {},
      shippedByOthers: [],
      health: {
        rsyslog: 'absent',
        clock: undefined,
        awslogsRegion: undefined,
        behind: false,
        rotated: false,
        shipperError: undefined,
      },
      missingCommands: [],
      foreignSenders: [],
      oldLines: [],
      oldOptions: [],
    } satisfies ProbeFacts);
  });

  it.each<[string, Partial<ProbeFacts>]>([
    ['syslog_file=none', { syslogFile: undefined }],
    ['syslog_file=/var/log/syslog', { syslogFile: '/var/log/syslog' }],
    ['cwagent=1.300070.0', { cloudWatchAgent: '1.300070.0', cloudWatchAgentPresent: true }],
    ['cwagent=unknown', { cloudWatchAgent: undefined, cloudWatchAgentPresent: true }],
    ['awslogs=installed', { shippers: { awslogs: false, cloudWatchAgent: false } }],
    ['cwagent_active=1', { shippers: { awslogs: false, cloudWatchAgent: true } }],
    ['awslogs=installed', { awslogsPresent: true }],
    ['cron_active=0', { cronActive: false }],
    ['systemd=0', { systemd: false }],
  ])('%s', (fact, facts) => {
    expect(factsOf(`cwz fact ${fact}\n`)).toMatchObject(facts);
  });

  it.each([`/var/log/${'a'.repeat(200)}/${'b'.repeat(120)}.log`, '/var/log/앱\u200d.log'])(
    'has the size of a file under the name that it was asked by: %s',
    (file) => {
      expect(factsOf(`cwz fact log_size=5 ${file}\n`).logSizes).toEqual({ [file]: 5 });
    },
  );

  it('is text of others: without control characters, and cut', () => {
    const { foreignSenders } = factsOf(`cwz fact foreign_sender=/x:\u001b[2J${'y'.repeat(400)}\n`);
    expect(foreignSenders[0]).toMatch(/^\/x: \[2Jy+…$/);
    expect(foreignSenders[0]).toHaveLength(301);
  });
});

describe('what the installer says', () => {
  const nothing: InstallerOutput = {
    facts: new Map(),
    changed: [],
    sentAt: undefined,
    error: undefined,
  };

  it.each<[string, Partial<InstallerOutput>]>([
    ['cwz changed /etc/cron.d/cloudwatch-wizard', { changed: ['/etc/cron.d/cloudwatch-wizard'] }],
    ['cwz changed a\ncwz changed unit crond enabled', { changed: ['a', 'unit crond enabled'] }],
    ['cwz unchanged /etc/x', {}],
    ['cwz sent 1700000000', { sentAt: 1_700_000_000 }],
    ['cwz sent', {}],
    ['cwz sent soon', {}],
    ['cwz sent 1700000000000', {}],
    ['cwz error no-space 3 MB are free', { error: { id: 'no-space', text: '3 MB are free' } }],
    ['cwz error usage', { error: { id: 'usage', text: '' } }],
    ['cwz error', { error: { id: '', text: '' } }],
    ['cwz error send-failed \u001b[31mno', { error: { id: 'send-failed', text: ' [31mno' } }],
    ['cwz fact =x', {}],
    ['cwz fact x', {}],
    [' cwz sent 1700000000', {}],
    ['said cwz sent 1700000000', {}],
    ['cwz later-verb x', {}],
  ])('%j', (text, output) => {
    expect(parseInstallerOutput(`before\n${text}\nafter`)).toEqual({ ...nothing, ...output });
  });
});

describe('the file systems that are measured', () => {
  const read = (lines: readonly string[], paths: readonly string[]) =>
    disksOf(parseInstallerOutput(lines.map((line) => `cwz fact disk=${line}\n`).join('')), paths);
  const root = { filesystem: '/dev/xvda1', mountPath: '/' };

  it('are those of the paths, in their order', () => {
    expect(read(['/dev/xvda1 /', 'nfs:/x /data'], ['/home', '/data'])).toEqual([
      { path: '/home', ...root },
      { path: '/data', filesystem: 'nfs:/x', mountPath: '/data' },
    ]);
  });

  it('keep the blanks of path and mount point', () => {
    expect(read(['/dev/xvdf /mnt/my  data'], ['/my data'])).toEqual([
      { path: '/my data', filesystem: '/dev/xvdf', mountPath: '/mnt/my  data' },
    ]);
  });

  it('are no more than there are paths', () => {
    const lines = Array.from({ length: 300 }, () => '/dev/xvda1 /');
    expect(read(lines, ['/'])).toEqual([{ path: '/', ...root }]);
    expect(read(lines, [])).toEqual([]);
  });

  it('are fewer where the instance says less', () => {
    expect(read(['/dev/xvda1 /'], ['/', '/data'])).toEqual([{ path: '/', ...root }]);
    for (const line of ['', '/dev/xvda1', '/dev/xvda1 ']) expect(read([line], ['/'])).toEqual([]);
  });

  it('have names without control characters, at most 255 long', () => {
    const long = read([`${'d'.repeat(260)} /m\u001b[2J`, `/d /${'m'.repeat(290)}`], ['/', '/m']);
    expect(long).toEqual([
      { path: '/', filesystem: 'd'.repeat(255), mountPath: '/m [2J' },
      { path: '/m', filesystem: '/d', mountPath: `/${'m'.repeat(254)}` },
    ]);
  });
});
