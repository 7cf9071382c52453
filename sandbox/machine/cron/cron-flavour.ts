/** What tells one distribution's cron from another's. */
export interface CronFlavour {
  readonly unit: string;
  /** Of the daemon, as it signs its log; a job signs with the same in capitals. */
  readonly name: 'cron' | 'crond';
  /** Directory of the personal crontabs. */
  readonly crontabs: string;
  /** Whose program it is: Debian's is Vixie's with changes of its own, the others have cronie. */
  readonly family: 'cronie' | 'debian';
}

export const redHatCron: CronFlavour = {
  unit: 'crond.service',
  name: 'crond',
  crontabs: 'var/spool/cron',
  family: 'cronie',
};

export const debianCron: CronFlavour = {
  unit: 'cron.service',
  name: 'cron',
  crontabs: 'var/spool/cron/crontabs',
  family: 'debian',
};

export const suseCron: CronFlavour = {
  unit: 'cron.service',
  name: 'cron',
  crontabs: 'var/spool/cron/tabs',
  family: 'cronie',
};
