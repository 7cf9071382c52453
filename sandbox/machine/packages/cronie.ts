import { type Package, unitFile } from './package.ts';

export function cronie(version: string): Package {
  return {
    name: 'cronie',
    version,
    arch: 'x86_64',
    directories: ['var/spool/cron', 'etc/cron.hourly', 'etc/cron.daily'],
    files: {
      'usr/lib/systemd/system/crond.service': unitFile(
        'Command Scheduler',
        '/usr/sbin/crond -n $CRONDARGS',
      ),
      'etc/sysconfig/crond': { text: 'CRONDARGS=\n', config: true },
      'etc/cron.d/0hourly': {
        text: [
          '# Run the hourly jobs',
          'SHELL=/bin/bash',
          'PATH=/sbin:/bin:/usr/sbin:/usr/bin',
          'MAILTO=root',
          '01 * * * * root run-parts /etc/cron.hourly',
          '',
        ].join('\n'),
        config: true,
      },
      'etc/crontab': {
        text: 'SHELL=/bin/bash\nPATH=/sbin:/bin:/usr/sbin:/usr/bin\nMAILTO=root\n',
        config: true,
      },
      'etc/cron.deny': { text: '', config: true, mode: 0o600 },
    },
    commands: ['crond', 'crontab', 'run-parts'],
  };
}
