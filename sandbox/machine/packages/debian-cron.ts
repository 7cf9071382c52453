import { debianCron } from '../cron/cron-flavour.ts';
import { type Package, unitFile } from './package.ts';

/**
 * Cron as Debian and Ubuntu have it: in two packages since Debian 12 and Ubuntu 23.04. Its editor
 * is found by a third, which others need too.
 */
export function debianCronPackages(version: string, split: 'one' | 'two'): readonly Package[] {
  const common = {
    directories: [debianCron.crontabs, 'etc/cron.d', 'etc/cron.hourly', 'etc/cron.daily'],
    files: {
      'etc/crontab': { text: crontab, config: true },
      'etc/cron.d/.placeholder': { text: '# DO NOT EDIT OR REMOVE\n', config: true },
    },
  };
  const daemon = {
    'usr/lib/systemd/system/cron.service': unitFile(
      'Regular background program processing daemon',
      '/usr/sbin/cron -f -P $EXTRA_OPTS',
    ),
    'etc/default/cron': { text: 'EXTRA_OPTS=""\n', config: true },
  };
  const cron: Package = {
    name: 'cron',
    version,
    arch: 'native',
    commands: ['cron', 'crontab'],
    // By way of default-mta: what a bare `apt-get install cron` also brings.
    recommends: ['exim4-daemon-light'],
    directories: split === 'one' ? common.directories : [],
    files: split === 'one' ? { ...common.files, ...daemon } : daemon,
    requires: split === 'one' ? ['sensible-utils'] : ['cron-daemon-common', 'sensible-utils'],
  };
  const mail: Package = { name: 'exim4-daemon-light', version: '4.96-15', arch: 'native' };
  const shared: Package = { name: 'cron-daemon-common', version, arch: 'noarch', ...common };
  const others: readonly Package[] = [
    { name: 'sensible-utils', version: '0.0.17', arch: 'noarch' },
    { name: 'ucf', version: '3.0043', arch: 'noarch', requires: ['sensible-utils'] },
    mail,
  ];
  return split === 'one' ? [cron, ...others] : [cron, shared, ...others];
}

const crontab = [
  'SHELL=/bin/sh',
  'PATH=/usr/local/sbin:/usr/local/bin:/sbin:/bin:/usr/sbin:/usr/bin',
  '17 * * * * root cd / && run-parts --report /etc/cron.hourly',
  '25 6 * * * root cd / && run-parts --report /etc/cron.daily',
  '',
].join('\n');
