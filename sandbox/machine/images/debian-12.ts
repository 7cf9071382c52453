import { debianCron } from '../cron/cron-flavour.ts';
import { distributedCloudWatchAgent } from '../packages/cloudwatch-agent.ts';
import { debianCronPackages } from '../packages/debian-cron.ts';
import { rsyslog } from '../packages/rsyslog.ts';
import { type SyslogLayout, ubuntuSyslog } from '../syslog-layout.ts';
import {
  accountsOf,
  baseCommands,
  debianBare,
  debianCommands,
  disksOf,
  firstBootOf,
  osRelease,
  service,
  systemd,
  systemdCommands,
  systemdImage,
} from './base.ts';
import { type Image, plainPackage } from './image.ts';

const kernel = '6.1.0-41-cloud-amd64';

const syslog: SyslogLayout = {
  ...ubuntuSyslog,
  time: 'iso',
  files: { ...ubuntuSyslog.files, cron: 'cron.log' },
};

/** No cron, no rsyslog, no SSM agent. */
export const debian12: Image = {
  ...systemdImage,
  kernel,
  shell: 'dash',
  cron: debianCron,
  syslog,
  repository: 'https://cdn-aws.deb.debian.org/debian bookworm/main',
  commands: { ...baseCommands, ...systemdCommands, ...debianCommands },
  packages: [
    systemd('252.39-1~deb12u1'),
    service('chrony', '4.3-2+deb12u1', 'chrony.service', 'chrony, an NTP client/server'),
    service('openssh-server', '1:9.2p1-2+deb12u7', 'ssh.service', 'OpenBSD Secure Shell server'),
    plainPackage('curl', '7.88.1-10+deb12u14'),
    plainPackage('util-linux', '2.38.1-5+deb12u3'),
    ...debianCronPackages('3.0pl1-162', 'two'),
    rsyslog('8.2302.0-1+deb12u1', syslog),
    distributedCloudWatchAgent,
  ],
  preinstalled: ['systemd', 'chrony', 'openssh-server', 'curl', 'util-linux'],
  enabled: ['chrony.service', 'ssh.service'],
  files: {
    ...accountsOf('admin'),
    'etc/os-release': osRelease(
      {
        PRETTY_NAME: 'Debian GNU/Linux 12 (bookworm)',
        NAME: 'Debian GNU/Linux',
        VERSION_ID: '12',
        VERSION: '12 (bookworm)',
        VERSION_CODENAME: 'bookworm',
        ID: 'debian',
        HOME_URL: 'https://www.debian.org/',
        SUPPORT_URL: 'https://www.debian.org/support',
        BUG_REPORT_URL: 'https://bugs.debian.org/',
      },
      debianBare,
    ),
    'etc/debian_version': '12.12\n',
    // Other packages leave their jobs there whether or not there is a cron.
    'etc/cron.d/e2scrub_all': '30 3 * * 0 root test -e /run/systemd/system || true\n',
    'etc/cron.daily/dpkg': '#!/bin/sh\nexit 0\n',
  },
  directories: ['etc/default'],
  disks: disksOf('/dev/nvme0n1p1', 'ext4'),
  firstBoot: firstBootOf('debian-12', kernel),
};
