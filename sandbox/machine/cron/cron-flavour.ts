/** What tells one distribution's cron from another's. */
export interface CronFlavour {
  readonly unit: string;
  /** Of the daemon, as it signs its log; a job signs with the same in capitals. */
  readonly name: 'cron' | 'crond';
  /** Directory of the personal crontabs. */
  readonly crontabs: string;
}

export const redHatCron: CronFlavour = {
  unit: 'crond.service',
  name: 'crond',
  crontabs: 'var/spool/cron',
};

export const debianCron: CronFlavour = {
  unit: 'cron.service',
  name: 'cron',
  crontabs: 'var/spool/cron/crontabs',
};

export const suseCron: CronFlavour = {
  unit: 'cron.service',
  name: 'cron',
  crontabs: 'var/spool/cron/tabs',
};
