import { debianCron } from '../cron/cron-flavour.ts';
import { distributedCloudWatchAgent } from '../packages/cloudwatch-agent.ts';
import { debianCronPackages } from '../packages/debian-cron.ts';
import { rsyslog } from '../packages/rsyslog.ts';
import { ubuntuSyslog } from '../syslog-layout.ts';
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

/** What differs between two releases. */
interface Release {
  readonly version: '22.04' | '24.04';
  readonly pretty: string;
  readonly codename: string;
  readonly kernel: string;
  readonly syslogTime: 'traditional' | 'iso';
  readonly packages: Readonly<Record<'systemd' | 'chrony' | 'ssh' | 'curl' | 'rsyslog', string>>;
  readonly cron: { readonly version: string; readonly split: 'one' | 'two' };
}

/** The server image. Its SSM agent is a snap, which no package manager here knows. */
function ubuntu({ version, kernel, packages, ...release }: Release): Image {
  const syslog = { ...ubuntuSyslog, time: release.syslogTime };
  const snap = 'snap.amazon-ssm-agent.amazon-ssm-agent.service';
  const cron = debianCronPackages(release.cron.version, release.cron.split);
  return {
    ...systemdImage,
    kernel,
    shell: 'dash',
    cron: debianCron,
    syslog,
    repository: `http://ap-northeast-2.ec2.archive.ubuntu.com/ubuntu ${release.codename}/main`,
    commands: { ...baseCommands, ...systemdCommands, ...debianCommands },
    packages: [
      systemd(packages.systemd),
      service('chrony', packages.chrony, 'chrony.service', 'chrony, an NTP client/server'),
      service('openssh-server', packages.ssh, 'ssh.service', 'OpenBSD Secure Shell server'),
      service('snapd', '2.72', snap, 'Service for snap application amazon-ssm-agent'),
      plainPackage('curl', packages.curl),
      ...cron,
      rsyslog(packages.rsyslog, syslog),
      distributedCloudWatchAgent,
    ],
    preinstalled: [
      ...['systemd', 'chrony', 'openssh-server', 'snapd', 'curl', 'rsyslog', 'sensible-utils'],
      ...cron.map(({ name }) => name).filter((name) => name.startsWith('cron')),
    ],
    enabled: ['chrony.service', 'cron.service', 'rsyslog.service', snap, 'ssh.service'],
    files: {
      ...accountsOf('ubuntu'),
      'etc/os-release': osRelease(
        {
          PRETTY_NAME: release.pretty,
          NAME: 'Ubuntu',
          VERSION_ID: version,
          VERSION: release.pretty.replace(/^Ubuntu /, ''),
          VERSION_CODENAME: release.codename,
          ID: 'ubuntu',
          ID_LIKE: 'debian',
          HOME_URL: 'https://www.ubuntu.com/',
          SUPPORT_URL: 'https://help.ubuntu.com/',
          BUG_REPORT_URL: 'https://bugs.launchpad.net/ubuntu/',
          UBUNTU_CODENAME: release.codename,
        },
        debianBare,
      ),
      'etc/cron.d/e2scrub_all': '30 3 * * 0 root test -e /run/systemd/system || true\n',
      'etc/cron.daily/dpkg': '#!/bin/sh\nexit 0\n',
    },
    directories: ['etc/default'],
    disks: disksOf('/dev/root', 'ext4'),
    firstBoot: firstBootOf(`ubuntu-${version}`, kernel),
  };
}

export const ubuntu2204 = ubuntu({
  version: '22.04',
  pretty: 'Ubuntu 22.04.5 LTS',
  codename: 'jammy',
  kernel: '6.8.0-1042-aws',
  syslogTime: 'traditional',
  packages: {
    systemd: '249.11-0ubuntu3.17',
    chrony: '4.2-2ubuntu2',
    ssh: '1:8.9p1-3ubuntu0.13',
    curl: '7.81.0-1ubuntu1.21',
    rsyslog: '8.2112.0-2ubuntu2.2',
  },
  cron: { version: '3.0pl1-137ubuntu3', split: 'one' },
});

export const ubuntu2404 = ubuntu({
  version: '24.04',
  pretty: 'Ubuntu 24.04.3 LTS',
  codename: 'noble',
  kernel: '6.14.0-1018-aws',
  syslogTime: 'iso',
  packages: {
    systemd: '255.4-1ubuntu8.11',
    chrony: '4.5-1ubuntu4.2',
    ssh: '1:9.6p1-3ubuntu13.14',
    curl: '8.5.0-2ubuntu10.6',
    rsyslog: '8.2312.0-3ubuntu9.1',
  },
  cron: { version: '3.0pl1-184ubuntu2', split: 'two' },
});
