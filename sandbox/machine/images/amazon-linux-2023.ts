import { redHatCron } from '../cron/cron-flavour.ts';
import { cloudWatchAgent } from '../packages/cloudwatch-agent.ts';
import { cronie, cronieAnacron } from '../packages/cronie.ts';
import { rsyslog } from '../packages/rsyslog.ts';
import { redHatSyslog } from '../syslog-layout.ts';
import {
  accountsOf,
  baseCommands,
  firstBootOf,
  osRelease,
  service,
  systemd,
  systemdCommands,
  systemdImage,
} from './base.ts';
import { type Image, plainPackage } from './image.ts';

const kernel = '6.1.158-178.288.amzn2023.x86_64';
const cpe = 'cpe:2.3:o:amazon:amazon_linux:2023';

/** No cron, no rsyslog and so no `/var/log/messages`: the journal is the only system log. */
export const amazonLinux2023: Image = {
  ...systemdImage,
  kernel,
  shell: 'bash',
  cron: redHatCron,
  syslog: redHatSyslog,
  repository: 'amazonlinux',
  commands: { ...baseCommands, ...systemdCommands, dnf: 'dnf', rpm: 'rpm', yum: 'dnf' },
  packages: [
    systemd('252.23-7.amzn2023'),
    service(
      'amazon-ssm-agent',
      '3.3.3050.0-1.amzn2023',
      'amazon-ssm-agent.service',
      'amazon-ssm-agent',
    ),
    service('chrony', '4.3-1.amzn2023.0.5', 'chronyd.service', 'NTP client/server'),
    service('openssh-server', '8.7p1-8.amzn2023.0.17', 'sshd.service', 'OpenSSH server daemon'),
    plainPackage('curl-minimal', '8.17.0-1.amzn2023.0.1'),
    plainPackage('util-linux', '2.37.4-1.amzn2023.0.4'),
    { ...cronie('1.5.7-2.amzn2023'), requires: ['cronie-anacron'] },
    cronieAnacron('1.5.7-2.amzn2023'),
    // By way of crontabs.
    { ...plainPackage('logwatch', '7.6-1.amzn2023'), requires: ['cronie'] },
    rsyslog('8.2204.0-3.amzn2023', redHatSyslog),
    cloudWatchAgent('1.300071.0-1.amzn2023'),
  ],
  preinstalled: [
    ...['systemd', 'amazon-ssm-agent', 'chrony', 'openssh-server', 'curl-minimal', 'util-linux'],
  ],
  enabled: ['amazon-ssm-agent.service', 'chronyd.service', 'sshd.service'],
  files: {
    ...accountsOf('ec2-user'),
    'etc/os-release': osRelease({
      NAME: 'Amazon Linux',
      VERSION: '2023',
      ID: 'amzn',
      ID_LIKE: 'fedora',
      VERSION_ID: '2023',
      PLATFORM_ID: 'platform:al2023',
      PRETTY_NAME: 'Amazon Linux 2023.9.20261110',
      ANSI_COLOR: '0;33',
      CPE_NAME: cpe,
      HOME_URL: 'https://aws.amazon.com/linux/amazon-linux-2023/',
      SUPPORT_END: '2029-06-30',
    }),
    'etc/system-release': 'Amazon Linux release 2023.9.20261110 (Amazon Linux)\n',
    'etc/system-release-cpe': `${cpe}\n`,
  },
  directories: ['etc/sysconfig', 'opt/aws'],
  disks: [
    'devtmpfs devtmpfs 4096 0 4096 /dev',
    'tmpfs tmpfs 483000 0 483000 /dev/shm',
    'tmpfs tmpfs 193200 432 192768 /run',
    '/dev/nvme0n1p1 xfs 8310764 1680584 6630180 /',
    'tmpfs tmpfs 483000 0 483000 /tmp',
    '',
  ].join('\n'),
  firstBoot: firstBootOf('amazon-linux-2023', kernel),
  temporaryTmp: true,
};
