import { redHatCron } from '../cron/cron-flavour.ts';
import { distributedCloudWatchAgent } from '../packages/cloudwatch-agent.ts';
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

const kernel = '5.14.0-570.58.1.el9_6.x86_64';
const cpe = 'cpe:/o:redhat:enterprise_linux:9::baseos';

/** No SSM agent. */
export const rhel9: Image = {
  ...systemdImage,
  kernel,
  shell: 'bash',
  cron: redHatCron,
  syslog: redHatSyslog,
  repository: 'rhel-9-baseos-rhui-rpms',
  commands: { ...baseCommands, ...systemdCommands, dnf: 'dnf', rpm: 'rpm', yum: 'dnf' },
  packages: [
    systemd('252-51.el9_6.3'),
    service('chrony', '4.6.1-1.el9', 'chronyd.service', 'NTP client/server'),
    service('openssh-server', '8.7p1-45.el9', 'sshd.service', 'OpenSSH server daemon'),
    plainPackage('curl', '7.76.1-31.el9'),
    plainPackage('util-linux', '2.37.4-21.el9'),
    cronie('1.5.7-13.el9'),
    rsyslog('8.2412.0-1.el9', redHatSyslog),
    distributedCloudWatchAgent,
  ],
  preinstalled: [
    ...['systemd', 'chrony', 'openssh-server', 'curl', 'util-linux', 'cronie', 'rsyslog'],
  ],
  enabled: ['chronyd.service', 'crond.service', 'rsyslog.service', 'sshd.service'],
  files: {
    ...accountsOf('ec2-user'),
    'etc/os-release': osRelease({
      NAME: 'Red Hat Enterprise Linux',
      VERSION: '9.6 (Plow)',
      ID: 'rhel',
      ID_LIKE: 'fedora',
      VERSION_ID: '9.6',
      PLATFORM_ID: 'platform:el9',
      PRETTY_NAME: 'Red Hat Enterprise Linux 9.6 (Plow)',
      ANSI_COLOR: '0;31',
      CPE_NAME: cpe,
      HOME_URL: 'https://www.redhat.com/',
    }),
    'etc/redhat-release': 'Red Hat Enterprise Linux release 9.6 (Plow)\n',
    'etc/system-release-cpe': `${cpe}\n`,
  },
  directories: ['etc/sysconfig'],
  disks: disksOf('/dev/nvme0n1p4', 'xfs'),
  firstBoot: firstBootOf('rhel-9', kernel),
};
