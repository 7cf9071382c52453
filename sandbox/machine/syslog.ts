import type { VirtualClock } from '../clock.ts';
import type { MachineFiles } from './machine-files.ts';
import type { Units } from './units.ts';

interface SyslogEntry {
  readonly facility: 'cron' | 'daemon' | 'user' | 'kern';
  /** 0 is emergency, 6 information, 7 debugging. */
  readonly priority: number;
  readonly tag: string;
  /** Left out, the line carries none. */
  readonly pid?: number;
  /** Unit that the journal files it under; left out, none. */
  readonly unit?: string;
  readonly message: string;
}

/** Writes as syslog(3) does: to the journal, and to `/var/log` where rsyslog is running. */
export interface Syslog {
  write(entry: SyslogEntry): void;
}

/**
 * The journal: one record a line, tab-separated: epoch milliseconds, priority, identifier, pid,
 * unit, message. `shims/lib/syslog.sh` writes the same, and routes files the same way.
 */
export const journalFile = '.pretend/journal';

export function createSyslog(
  files: MachineFiles,
  units: Units,
  clock: VirtualClock,
  hostname: string,
): Syslog {
  return {
    write: ({ facility, priority, tag, pid, unit, message }) => {
      const now = clock.now();
      const record = [now, priority, tag, pid ?? '', unit ?? '', message].join('\t');
      files.append(journalFile, `${record}\n`);
      if (priority > 6 || !units.isActive('rsyslog.service')) return;
      const file = facility === 'cron' ? 'var/log/cron' : 'var/log/messages';
      const sender = pid === undefined ? tag : `${tag}[${pid}]`;
      files.append(file, `${syslogTime(now)} ${hostname} ${sender}: ${message}\n`, 0o600);
    },
  };
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Nov  3 02:39:01`, in UTC, as rsyslog's traditional format has it. */
export function syslogTime(epochMs: number): string {
  const date = new Date(epochMs);
  const day = String(date.getUTCDate()).padStart(2);
  return `${months[date.getUTCMonth()]} ${day} ${date.toISOString().slice(11, 19)}`;
}

/** Host name without its domain, as syslog writes it. */
export function shortName(hostname: string): string {
  return hostname.split('.')[0] ?? hostname;
}
