import { suseCron } from '../cron/cron-flavour.ts';
import { distributedCloudWatchAgent } from '../packages/cloudwatch-agent.ts';
import { cronie } from '../packages/cronie.ts';
import { rsyslog } from '../packages/rsyslog.ts';
import { suseSyslog } from '../syslog-layout.ts';
import {
  accountsOf,
  baseCommands,
  disksOf,
  firstBootOf,
  osRelease,
  service,
  systemd,
  systemdCommands,
  systemdImage,
} from './base.ts';
import { type Image, plainPackage } from './image.ts';

const kernel = '6.4.0-150600.23.73-default';

export const sles15: Image = {
  ...systemdImage,
  kernel,
  shell: 'bash',
  cron: suseCron,
  syslog: suseSyslog,
  repository: 'SLE-Module-Basesystem15-SP6-Updates',
  commands: {
    ...baseCommands,
    ...systemdCommands,
    rpm: 'rpm',
    service: 'service',
    zypper: 'zypper',
  },
  packages: [
    systemd('254.27-150600.4.43.3'),
    service(
      'amazon-ssm-agent',
      '3.3.1957.0-150000.5.23.3',
      'amazon-ssm-agent.service',
      'amazon-ssm-agent',
    ),
    service('chrony', '4.1-150400.21.5.7', 'chronyd.service', 'NTP client/server'),
    service('openssh-server', '9.6p1-150600.6.34.1', 'sshd.service', 'OpenSSH Daemon'),
    plainPackage('curl', '8.14.1-150600.4.31.1'),
    plainPackage('util-linux', '2.39.3-150600.4.15.1'),
    cronie('1.5.7-150600.20.2', suseCron),
    rsyslog('8.2406.0-150600.12.8.1', suseSyslog),
    distributedCloudWatchAgent,
  ],
  preinstalled: [
    ...['systemd', 'amazon-ssm-agent', 'chrony', 'openssh-server', 'curl', 'util-linux'],
    ...['cronie', 'rsyslog'],
  ],
  enabled: [
    ...['amazon-ssm-agent.service', 'chronyd.service', 'cron.service', 'rsyslog.service'],
    'sshd.service',
  ],
  files: {
    ...accountsOf('ec2-user'),
    'etc/os-release': osRelease({
      NAME: 'SLES',
      VERSION: '15-SP6',
      VERSION_ID: '15.6',
      PRETTY_NAME: 'SUSE Linux Enterprise Server 15 SP6',
      ID: 'sles',
      ID_LIKE: 'suse',
      ANSI_COLOR: '0;32',
      CPE_NAME: 'cpe:/o:suse:sles:15:sp6',
      DOCUMENTATION_URL: 'https://documentation.suse.com/',
    }),
  },
  directories: ['etc/sysconfig'],
  disks: disksOf('/dev/nvme0n1p3', 'xfs'),
  firstBoot: firstBootOf('sles-15', kernel),
};
