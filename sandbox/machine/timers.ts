import type { CronJob, CronSurroundings } from './cron/cron-daemon.ts';

const directory = 'etc/systemd/system';
const minuteMs = 60_000;

/**
 * Plays the timers of systemd that a script has installed and started: at each whole minute that
 * their `OnCalendar=*:0/N` names. The answer stops it.
 */
export function startTimers(machine: Omit<CronSurroundings, 'flavour'>): () => void {
  return machine.clock.every(minuteMs, async (at) => {
    const due = machine.files
      .list(directory)
      .filter((name) => name.endsWith('.timer') && machine.units.isActive(name))
      .filter((name) => isDue(machine.files.read(`${directory}/${name}`) ?? '', at));
    await Promise.all(due.map((name) => runService(machine, name.replace(/timer$/, 'service'))));
  });
}

function isDue(timer: string, at: number): boolean {
  const [, minutes] = /^OnCalendar=\*:0\/(\d+)$/m.exec(timer) ?? [];
  return minutes !== undefined && Math.floor(at / minuteMs) % Number(minutes) === 0;
}

async function runService(
  machine: Omit<CronSurroundings, 'flavour'>,
  service: string,
): Promise<void> {
  const unit = machine.files.read(`${directory}/${service}`) ?? '';
  const [, command] = /^ExecStart=(.*)$/m.exec(unit) ?? [];
  if (command === undefined) return;
  const message = `Starting ${machine.units.description(service)}...`;
  machine.syslog.write({ facility: 'daemon', priority: 6, tag: 'systemd', pid: 1, message });
  await machine.run(jobOf(command));
}

/** systemd gives a service little more than a path. */
function jobOf(command: string): CronJob {
  const env = { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin', LANG: 'C.UTF-8' };
  return { shell: '/bin/sh', command: `"$ROOT"${command}`, stdin: undefined, env };
}
