import type { EpochMs, VirtualClock } from '../clock.ts';
import type { MachineFiles } from './machine-files.ts';
import { type SyslogLayout, timeStamp } from './syslog-layout.ts';
import type { Units } from './units.ts';

interface SyslogEntry {
  readonly facility: 'cron' | 'daemon' | 'user' | 'kern';
  /** Left out, now. */
  readonly at?: EpochMs;
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
  layout: SyslogLayout,
): Syslog {
  return {
    write: ({ facility, priority, tag, pid, unit, message, at = clock.now() }) => {
      const record = [at, priority, tag, pid ?? '', unit ?? '', message].join('\t');
      files.append(journalFile, `${record}\n`);
      if (!units.isActive('rsyslog.service')) return;
      if (facility !== 'cron' && priority > layout.restUpTo) return;
      const file = facility === 'cron' ? layout.files.cron : layout.files.rest;
      const sender = pid === undefined ? tag : `${tag}[${pid}]`;
      const line = `${timeStamp(layout, at)} ${hostname} ${sender}: ${message}\n`;
      files.append(`var/log/${file}`, line, layout.mode);
    },
  };
}

/** Host name without its domain, as syslog writes it. */
export function shortName(hostname: string): string {
  return hostname.split('.')[0] ?? hostname;
}
