import { redHatCron } from '../cron/cron-flavour.ts';
import { awslogs } from '../packages/awslogs.ts';
import { cronie } from '../packages/cronie.ts';
import { initScript, type Package } from '../packages/package.ts';
import { rsyslog } from '../packages/rsyslog.ts';
import { redHatSyslog } from '../syslog-layout.ts';
import { accountsOf, baseCommands, disksOf, firstBootOf, osRelease } from './base.ts';
import { type Image, plainPackage } from './image.ts';

const kernel = '4.14.336-180.566.amzn1.x86_64';
const cpe = 'cpe:/o:amazon:linux:2018.03:ga';

/** Init scripts and run levels; no journal. Its upstart is left out, and with it `initctl`. */
export const amazonLinux1: Image = {
  init: 'sysv',
  kernel,
  shell: 'bash',
  cron: redHatCron,
  syslog: redHatSyslog,
  repository: 'amzn-main/latest',
  commands: {
    ...baseCommands,
    chkconfig: 'chkconfig-sysv',
    rpm: 'rpm',
    service: 'service-sysv',
    yum: 'yum',
  },
  packages: [
    scripted('amazon-ssm-agent', '3.2.1705.0-1.amzn1', 'amazon-ssm-agent'),
    scripted('chrony', '3.2-1.18.amzn1', 'chronyd'),
    scripted('openssh-server', '7.4p1-23.78.amzn1', 'sshd'),
    plainPackage('curl', '7.61.1-12.110.amzn1'),
    plainPackage('util-linux', '2.23.2-63.36.amzn1'),
    plainPackage('aws-cli-plugin-cloudwatch-logs', '1.4.6-1.13.amzn1'),
    cronie('1.4.4-15.8.amzn1', redHatCron, 'sysv'),
    rsyslog('5.8.10-9.29.amzn1', redHatSyslog, 'sysv'),
    awslogs('1.1.4-1.13.amzn1', 'sysv'),
  ],
  preinstalled: [
    ...['amazon-ssm-agent', 'chrony', 'openssh-server', 'curl', 'util-linux', 'cronie', 'rsyslog'],
  ],
  enabled: [
    ...['amazon-ssm-agent.service', 'chronyd.service', 'crond.service', 'rsyslog.service'],
    'sshd.service',
  ],
  files: {
    ...accountsOf('ec2-user'),
    'etc/os-release': osRelease({
      NAME: 'Amazon Linux AMI',
      VERSION: '2018.03',
      ID: 'amzn',
      ID_LIKE: 'rhel fedora',
      VERSION_ID: '2018.03',
      PRETTY_NAME: 'Amazon Linux AMI 2018.03',
      ANSI_COLOR: '0;33',
      CPE_NAME: cpe,
      HOME_URL: 'http://aws.amazon.com/amazon-linux-ami/',
    }),
    'etc/system-release': 'Amazon Linux AMI release 2018.03\n',
    'etc/system-release-cpe': `${cpe}\n`,
  },
  directories: ['etc/sysconfig', 'opt/aws'],
  links: { 'etc/init.d': 'rc.d/init.d' },
  disks: disksOf('/dev/xvda1', 'ext4'),
  firstBoot: firstBootOf('amazon-linux-1', kernel),
  temporaryTmp: false,
};

/** A service with an init script that nothing here looks into. */
function scripted(name: string, version: string, script: string): Package {
  return { name, version, arch: 'native', files: initScript(script, name) };
}
