import type { SyslogLayout } from '../syslog-layout.ts';
import type { InitSystem } from '../units.ts';
import { initScript, type Package, unitFile } from './package.ts';

const service = {
  systemd: {
    'usr/lib/systemd/system/rsyslog.service': unitFile(
      'System Logging Service',
      '/usr/sbin/rsyslogd -n $SYSLOGD_OPTIONS',
    ),
  },
  sysv: initScript('rsyslog', 'Enhanced system logging and kernel message trapping daemons'),
};

export function rsyslog(
  version: string,
  layout: SyslogLayout,
  init: InitSystem = 'systemd',
): Package {
  return {
    name: 'rsyslog',
    version,
    arch: 'native',
    files: {
      ...service[init],
      'etc/rsyslog.conf': { text: configuration(layout), config: true },
    },
    commands: ['rsyslogd'],
  };
}

/** For people to read: what is written where is decided by the layout. */
function configuration({ time, files, restUpTo }: SyslogLayout): string {
  const { cron, authpriv, mail, rest } = files;
  const elsewhere = Object.entries({ mail, authpriv, cron }).filter(([, file]) => file !== rest);
  const none = elsewhere.map(([facility]) => `;${facility}.none`).join('');
  return [
    ...(time === 'traditional' ? ['$ActionFileDefaultTemplate RSYSLOG_TraditionalFileFormat'] : []),
    `*.${restUpTo === 7 ? '*' : 'info'}${none} /var/log/${rest}`,
    ...elsewhere.map(([facility, file]) => `${facility}.* /var/log/${file}`),
    '',
  ].join('\n');
}
