import type { MachineFiles } from './machine-files.ts';

/** `sysv`: init scripts and run levels, as before systemd. */
export type InitSystem = 'systemd' | 'sysv';

/**
 * The state of units lies in plain files, so that the shims inside and the sandbox outside need no
 * other word with each other. Enabled is what it is in the real system: a link in a `.wants`
 * directory, or in that of a run level. Active is `.pretend/units/NAME.active`, holding start time
 * and pid. A service of an init script is called `NAME.service` here too.
 */
const stateDirectory = '.pretend/units';
const unitDirectories = ['etc/systemd/system', 'usr/lib/systemd/system'];
const wanted = 'etc/systemd/system/multi-user.target.wants';
const initScripts = 'etc/rc.d/init.d';
const defaultRunLevel = 'etc/rc.d/rc3.d';

export interface Units {
  isActive(unit: string): boolean;
  /** Differs from start to start; `undefined` when the unit is not active. */
  startedAs(unit: string): string | undefined;
  active(): readonly string[];
  enabled(): readonly string[];
  /** `Description=` of its unit file, or its name. */
  description(unit: string): string;
  start(unit: string, nowMs: number, pid: number): void;
  /** It ended by itself: `systemctl is-active` says `failed`. */
  fail(unit: string): void;
  stopAll(): void;
}

export function createUnits(files: MachineFiles, init: InitSystem): Units {
  const stateFile = (unit: string, state: 'active' | 'failed') =>
    `${stateDirectory}/${unit}.${state}`;
  const definitions = (unit: string) =>
    init === 'systemd'
      ? unitDirectories.map((directory) => `${directory}/${unit}`)
      : [`${initScripts}/${scriptName(unit)}`];
  const linked = () =>
    init === 'systemd'
      ? files.list(wanted)
      : files.list(defaultRunLevel).flatMap((link) => link.match(/^S..(.*)$/)?.[1] ?? []);
  return {
    isActive: (unit) => files.exists(stateFile(unit, 'active')),
    startedAs: (unit) => files.read(stateFile(unit, 'active')),
    active: () =>
      files
        .list(stateDirectory)
        .filter((name) => name.endsWith('.active'))
        .map((name) => name.slice(0, -'.active'.length)),
    enabled: () =>
      linked()
        .map((name) => (init === 'systemd' ? name : `${name}.service`))
        .filter((unit) => definitions(unit).some(files.exists)),
    description: (unit) => {
      const text = definitions(unit)
        .map(files.read)
        .find((each) => each !== undefined);
      return text?.match(/^Description=(.*)$/m)?.[1] ?? unit;
    },
    start: (unit, nowMs, pid) => files.write(stateFile(unit, 'active'), `${nowMs} ${pid}\n`),
    fail: (unit) => {
      files.remove(stateFile(unit, 'active'));
      files.write(stateFile(unit, 'failed'), '');
    },
    stopAll: () => {
      files.remove(stateDirectory);
      files.makeDirectory(stateDirectory);
    },
  };
}

/** What `systemctl enable` or `chkconfig on` does, for an image that comes with it. */
export function enableAtBoot(files: MachineFiles, init: InitSystem, unit: string): void {
  if (init === 'systemd') {
    files.symlink(`${wanted}/${unit}`, `/usr/lib/systemd/system/${unit}`);
    return;
  }
  for (const level of [0, 1, 2, 3, 4, 5, 6]) {
    const link = level >= 2 && level <= 5 ? 'S90' : 'K60';
    const name = scriptName(unit);
    files.symlink(`etc/rc.d/rc${level}.d/${link}${name}`, `../init.d/${name}`);
  }
}

function scriptName(unit: string): string {
  return unit.replace(/\.service$/, '');
}
