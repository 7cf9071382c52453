import { type CronFlavour, redHatCron } from '../cron/cron-flavour.ts';
import type { InitSystem } from '../units.ts';
import { initScript, type Package, unitFile } from './package.ts';

/** Cron of Red Hat's relatives and of SUSE. */
export function cronie(
  version: string,
  { unit, name, crontabs }: CronFlavour = redHatCron,
  init: InitSystem = 'systemd',
): Package {
  const service = {
    systemd: {
      [`usr/lib/systemd/system/${unit}`]: unitFile(
        'Command Scheduler',
        `/usr/sbin/${name} -n $CRONDARGS`,
      ),
    },
    sysv: initScript(name, 'run cron daemon'),
  };
  return {
    name: 'cronie',
    version,
    arch: 'native',
    directories: [crontabs, 'etc/cron.hourly', 'etc/cron.daily'],
    files: {
      ...service[init],
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
    commands: [name, 'crontab', 'run-parts'],
  };
}

/** What runs `/etc/cron.daily`: it and cronie need each other. */
export function cronieAnacron(version: string): Package {
  return {
    name: 'cronie-anacron',
    version,
    arch: 'native',
    requires: ['cronie'],
    files: {
      'etc/anacrontab': {
        text: 'START_HOURS_RANGE=3-22\n1\t5\tcron.daily\tnice run-parts /etc/cron.daily\n',
        config: true,
      },
    },
  };
}
