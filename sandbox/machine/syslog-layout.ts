/** Where an image's rsyslog writes, and how. */
export interface SyslogLayout {
  /**
   * `traditional`: `Nov  3 02:39:01`. `iso`: `2026-11-03T02:39:01.594852+00:00`, rsyslog's own
   * format where the distribution does not set the older one.
   */
  readonly time: 'traditional' | 'iso';
  /** Names in `/var/log` by facility; `rest` takes every other one. */
  readonly files: Readonly<Record<'cron' | 'authpriv' | 'mail' | 'rest', string>>;
  /** Least urgent priority that `rest` takes: 6 is information, 7 debugging. */
  readonly restUpTo: 6 | 7;
  readonly mode: number;
}

/** `*.info;mail.none;authpriv.none;cron.none /var/log/messages` and so on. */
export const redHatSyslog: SyslogLayout = {
  time: 'traditional',
  files: { cron: 'cron', authpriv: 'secure', mail: 'maillog', rest: 'messages' },
  restUpTo: 6,
  mode: 0o600,
};

export const suseSyslog: SyslogLayout = {
  time: 'iso',
  files: { cron: 'messages', authpriv: 'messages', mail: 'mail', rest: 'messages' },
  restUpTo: 7,
  mode: 0o640,
};

/** `*.*;auth,authpriv.none -/var/log/syslog`. Its copies by facility (`kern.log`) are left out. */
export const ubuntuSyslog: SyslogLayout = {
  time: 'traditional',
  files: { cron: 'syslog', authpriv: 'auth.log', mail: 'mail.log', rest: 'syslog' },
  restUpTo: 7,
  mode: 0o640,
};

/** `Nov  3 02:39:01`, in UTC, as rsyslog's traditional format has it. */
export function syslogTime(epochMs: number): string {
  const date = new Date(epochMs);
  const day = String(date.getUTCDate()).padStart(2);
  return `${months[date.getUTCMonth()]} ${day} ${date.toISOString().slice(11, 19)}`;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A time stamp as the layout has it. The clock knows milliseconds; rsyslog writes six digits. */
export function timeStamp({ time }: SyslogLayout, epochMs: number): string {
  if (time === 'traditional') return syslogTime(epochMs);
  return new Date(epochMs).toISOString().replace('Z', '000+00:00');
}

/** The layout as shell variables, for `shims/lib/syslog.sh`. */
export function layoutAsShell({ time, files, restUpTo, mode }: SyslogLayout): string {
  const variables = {
    time,
    ...files,
    up_to: String(restUpTo),
    mode: mode.toString(8),
  };
  return Object.entries(variables)
    .map(([name, value]) => `log_${name}='${value}'\n`)
    .join('');
}
