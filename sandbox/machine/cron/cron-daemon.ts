import type { VirtualClock } from '../../clock.ts';
import type { RunResult } from '../machine.ts';
import type { MachineFiles } from '../machine-files.ts';
import type { Syslog } from '../syslog.ts';
import type { Units } from '../units.ts';
import { createCronFiles } from './cron-files.ts';
import type { CronFlavour } from './cron-flavour.ts';
import type { CronEntry } from './crontab.ts';
import { homeOf } from './users.ts';

/** A command that cron starts, in cron's own environment. */
export interface CronJob {
  readonly shell: string;
  readonly command: string;
  readonly stdin: string | undefined;
  readonly env: Readonly<Record<string, string>>;
}

export interface CronSurroundings {
  readonly clock: VirtualClock;
  readonly files: MachineFiles;
  readonly units: Units;
  readonly syslog: Syslog;
  readonly flavour: CronFlavour;
  run(job: CronJob): Promise<RunResult>;
  nextPid(): number;
}

const minuteMs = 60_000;
const keptOutputBytes = 64 * 1024;

/** Plays cron: at each whole minute, while its unit is active. The answer stops it. */
export function startCronDaemon(machine: CronSurroundings): () => void {
  const { flavour } = machine;
  const crontabs = createCronFiles(machine.files, flavour);
  const running = new Set<string>();

  const runEntry = async (entry: CronEntry) => {
    const key = `${entry.user} ${entry.text}`;
    // Real cron would start it beside the one still running. Here all wait in one line, which a
    // fast clock would only make longer.
    if (running.has(key)) return;
    running.add(key);
    try {
      await runJob(machine, entry);
    } finally {
      running.delete(key);
    }
  };

  return machine.clock.every(minuteMs, async (at) => {
    if (!machine.units.isActive(flavour.unit)) return;
    const due = crontabs.entries().filter((entry) => entry.schedule.matches(at));
    for (const problem of crontabs.takeProblems()) {
      logAsCron(machine, flavour.name, machine.nextPid(), problem);
    }
    await Promise.all(due.map(runEntry));
  });
}

async function runJob(machine: CronSurroundings, entry: CronEntry): Promise<void> {
  const { flavour } = machine;
  const pid = machine.nextPid();
  const home = homeOf(machine.files, entry.user);
  if (home === undefined) {
    logAsCron(machine, flavour.name, pid, `(${entry.user}) ORPHAN (no passwd entry)`);
    return;
  }
  const shown = flavour.family === 'debian' ? entry.command : entry.text;
  logAsCron(machine, flavour.name.toUpperCase(), pid, `(${entry.user}) CMD (${shown})`);
  const { SHELL = '/bin/sh', PATH = '/usr/bin:/bin', ...rest } = entry.env;
  const result = await machine.run({
    shell: SHELL,
    command: entry.command,
    stdin: entry.stdin,
    env: { LOGNAME: entry.user, USER: entry.user, HOME: home, ...rest, SHELL, PATH },
  });
  // The machine was switched off under it, and may be gone.
  if (!machine.units.isActive(flavour.unit)) return;
  // Mail goes nowhere; the last of it is kept for whoever wonders what a job said.
  const text = `$ ${entry.command}\nexit ${result.exitCode}\n${result.stdout}${result.stderr}`;
  machine.files.write('.pretend/cron-output', text.slice(0, keptOutputBytes));
}

function logAsCron(machine: CronSurroundings, tag: string, pid: number, message: string): void {
  const { unit } = machine.flavour;
  machine.syslog.write({ facility: 'cron', priority: 6, tag, pid, unit, message });
}
