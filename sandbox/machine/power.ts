import type { EpochMs } from '../clock.ts';
import { startCronDaemon } from './cron/cron-daemon.ts';
import type { Image } from './images/image.ts';
import type { MachineHost, RunOptions, RunResult } from './machine.ts';
import type { MachineFiles } from './machine-files.ts';
import { createProcFiles } from './proc-files.ts';
import { createRunner } from './runner.ts';
import { startShippers } from './shippers/start-shippers.ts';
import { createSyslog, shortName } from './syslog.ts';
import { startTimers } from './timers.ts';
import type { Units } from './units.ts';

/** A machine that can be switched on and off, and runs things while it is on. */
export interface Power {
  run(script: string, options: RunOptions): Promise<RunResult>;
  /** @param at when it came up; now unless given */
  boot(at?: EpochMs): void;
  halt(): Promise<void>;
}

interface MachineParts {
  readonly host: MachineHost;
  readonly files: MachineFiles;
  readonly units: Units;
  readonly image: Image;
}

export function createPower({ host, files, units, image }: MachineParts): Power {
  const syslog = createSyslog(files, units, host.clock, shortName(host.hostname), image.syslog);
  const proc = createProcFiles(files, host.instanceId);
  let pid = 2200;
  let bootedAtMs: number | undefined;
  let daemons: (() => void)[] = [];

  const nextPid = () => pid++;

  const runner = createRunner(host, files, {
    before: () => proc.refresh(host.clock.now(), bootedAtMs ?? host.clock.now()),
    after: async () => {
      if (!files.exists('.pretend/reboot')) return;
      files.remove('.pretend/reboot');
      switchOff();
      boot();
    },
  });

  const boot = (at = host.clock.now()) => {
    if (bootedAtMs !== undefined) return;
    bootedAtMs = at;
    proc.refresh(at, at);
    // rsyslog first, so that the others' start is in its file.
    const byLogger = units.enabled().toSorted((a) => (a === 'rsyslog.service' ? -1 : 0));
    for (const unit of byLogger) {
      units.start(unit, at, nextPid());
      if (image.init !== 'systemd') continue;
      const message = `Started ${units.description(unit)}.`;
      syslog.write({ facility: 'daemon', priority: 6, tag: 'systemd', pid: 1, message, at });
    }
    const surroundings = { clock: host.clock, files, units, syslog, nextPid };
    const flavour = image.cron;
    daemons = [
      startCronDaemon({ ...surroundings, flavour, run: runner.runCronJob }),
      startTimers({ ...surroundings, run: runner.runCronJob }),
      startShippers({ host, files, units }),
    ];
  };

  const stopDaemons = () => {
    bootedAtMs = undefined;
    for (const stop of daemons) stop();
    daemons = [];
    units.stopAll();
  };

  /** What lives in memory is gone with the power. */
  const emptyMemory = () => {
    emptyDirectory(files, 'run');
    if (image.temporaryTmp) emptyDirectory(files, 'tmp');
  };

  const switchOff = () => {
    stopDaemons();
    emptyMemory();
  };

  return {
    run: async (script, options) => {
      if (bootedAtMs === undefined) throw new Error(`${host.instanceId} is not running.`);
      return await runner.runScript(script, options);
    },
    boot,
    halt: async () => {
      if (bootedAtMs === undefined) return;
      stopDaemons();
      // First the scripts: one that is still writing would fill what is being emptied.
      await runner.endAll();
      emptyMemory();
    },
  };
}

function emptyDirectory(files: MachineFiles, name: string): void {
  for (const entry of files.list(name)) files.remove(`${name}/${entry}`);
}
