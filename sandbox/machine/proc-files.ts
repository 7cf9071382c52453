import type { MachineFiles } from './machine-files.ts';

export interface ProcFiles {
  /** Brings `/proc` up to date. A meminfo that somebody edited by hand stays as it is. */
  refresh(nowMs: number, bootedAtMs: number): void;
}

export function createProcFiles(files: MachineFiles, seed: string): ProcFiles {
  const phase = [...seed].reduce((sum, letter) => sum + letter.charCodeAt(0), 0);
  let lastMeminfo = files.read('proc/meminfo');
  return {
    refresh: (nowMs, bootedAtMs) => {
      const uptime = ((nowMs - bootedAtMs) / 1000).toFixed(2);
      files.write('proc/uptime', `${uptime} ${uptime}\n`, 0o644);
      files.write('.pretend/booted-at', `${bootedAtMs}\n`);
      if (files.read('proc/meminfo') !== lastMeminfo) return;
      lastMeminfo = meminfo(nowMs / 60_000 + phase);
      files.write('proc/meminfo', lastMeminfo, 0o644);
    },
  };
}

/** A 1 GiB instance without swap, as the Amazon images come; its use swings by the minute. */
function meminfo(minutes: number): string {
  const swing = (periodMinutes: number, kilobytes: number) =>
    Math.round(Math.sin((minutes / periodMinutes) * 2 * Math.PI) * kilobytes);
  const total = 1_006_892;
  const free = 412_316 + swing(47, 38_000) + swing(7, 4_100);
  const cached = 301_540 + swing(61, 12_000);
  const buffers = 2_088 + swing(11, 300);
  const fields = {
    MemTotal: total,
    MemFree: free,
    MemAvailable: free + Math.round((cached + buffers) * 0.83),
    Buffers: buffers,
    Cached: cached,
    SwapCached: 0,
    Active: Math.round(cached * 0.61),
    Inactive: Math.round(cached * 0.74),
    SwapTotal: 0,
    SwapFree: 0,
    Dirty: 88,
    Shmem: 456,
    Slab: 61_204,
    SReclaimable: 39_620,
    SUnreclaim: 21_584,
  };
  return Object.entries(fields)
    .map(([name, kilobytes]) => `${`${name}:`.padEnd(16)}${String(kilobytes).padStart(8)} kB\n`)
    .join('');
}
