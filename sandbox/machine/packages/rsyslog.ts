import { type Package, unitFile } from './package.ts';

export function rsyslog(version: string): Package {
  return {
    name: 'rsyslog',
    version,
    arch: 'x86_64',
    files: {
      'usr/lib/systemd/system/rsyslog.service': unitFile(
        'System Logging Service',
        '/usr/sbin/rsyslogd -n $SYSLOGD_OPTIONS',
      ),
      'etc/rsyslog.conf': {
        text: [
          '$ActionFileDefaultTemplate RSYSLOG_TraditionalFileFormat',
          '*.info;mail.none;authpriv.none;cron.none                /var/log/messages',
          'authpriv.*                                              /var/log/secure',
          'mail.*                                                  -/var/log/maillog',
          'cron.*                                                  /var/log/cron',
          '',
        ].join('\n'),
        config: true,
      },
    },
    commands: ['rsyslogd'],
  };
}
