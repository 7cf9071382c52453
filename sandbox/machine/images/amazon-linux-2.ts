import { redHatCron } from '../cron/cron-flavour.ts';
import { awslogs } from '../packages/awslogs.ts';
import { cloudWatchAgent } from '../packages/cloudwatch-agent.ts';
import { cronie } from '../packages/cronie.ts';
import { rsyslog } from '../packages/rsyslog.ts';
import { redHatSyslog } from '../syslog-layout.ts';
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

const kernel = '5.10.240-238.966.amzn2.x86_64';
const cpe = 'cpe:2.3:o:amazon:amazon_linux:2';

export const amazonLinux2: Image = {
  ...systemdImage,
  kernel,
  shell: 'bash',
  cron: redHatCron,
  syslog: redHatSyslog,
  repository: 'amzn2-core/2/x86_64',
  commands: {
    ...baseCommands,
    ...systemdCommands,
    chkconfig: 'chkconfig',
    rpm: 'rpm',
    service: 'service',
    yum: 'yum',
  },
  packages: [
    systemd('219-78.amzn2.0.24'),
    service(
      'amazon-ssm-agent',
      '3.3.2299.0-1.amzn2',
      'amazon-ssm-agent.service',
      'amazon-ssm-agent',
    ),
    service('chrony', '4.2-5.amzn2.0.2', 'chronyd.service', 'NTP client/server'),
    service('openssh-server', '7.4p1-22.amzn2.0.10', 'sshd.service', 'OpenSSH server daemon'),
    plainPackage('curl', '8.3.0-1.amzn2.0.10'),
    plainPackage('util-linux', '2.30.2-2.amzn2.0.12'),
    plainPackage('aws-cli-plugin-cloudwatch-logs', '1.4.6-1.amzn2.0.1'),
    cronie('1.4.11-25.amzn2'),
    rsyslog('8.24.0-57.amzn2.2.0.3', redHatSyslog),
    awslogs('1.1.4-3.amzn2'),
    cloudWatchAgent('1.300064.0-1.amzn2'),
  ],
  preinstalled: [
    ...['systemd', 'amazon-ssm-agent', 'chrony', 'openssh-server', 'curl', 'util-linux'],
    ...['cronie', 'rsyslog'],
  ],
  enabled: [
    ...['amazon-ssm-agent.service', 'chronyd.service', 'crond.service', 'rsyslog.service'],
    'sshd.service',
  ],
  files: {
    ...accountsOf('ec2-user'),
    'etc/os-release': osRelease({
      NAME: 'Amazon Linux',
      VERSION: '2',
      ID: 'amzn',
      ID_LIKE: 'centos rhel fedora',
      VERSION_ID: '2',
      PRETTY_NAME: 'Amazon Linux 2',
      ANSI_COLOR: '0;33',
      CPE_NAME: cpe,
      HOME_URL: 'https://amazonlinux.com/',
    }),
    'etc/system-release': 'Amazon Linux release 2 (Karoo)\n',
    'etc/system-release-cpe': `${cpe}\n`,
  },
  directories: ['etc/sysconfig', 'opt/aws'],
  disks: disksOf('/dev/xvda1', 'xfs'),
  firstBoot: firstBootOf('amazon-linux-2', kernel),
};
