import type { MachineFiles } from './machine-files.ts';

/**
 * The state of systemd units lies in plain files, so that the shims inside and the sandbox
 * outside need no other word with each other. Enabled is what it is in systemd: a link in a
 * `.wants` directory. Active is `.pretend/units/NAME.active`, holding start time and pid.
 */
const stateDirectory = '.pretend/units';
const unitDirectories = ['etc/systemd/system', 'usr/lib/systemd/system'];

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

export function createUnits(files: MachineFiles): Units {
  const stateFile = (unit: string, state: 'active' | 'failed') =>
    `${stateDirectory}/${unit}.${state}`;
  const hasUnitFile = (unit: string) => unitDirectories.some((d) => files.exists(`${d}/${unit}`));
  return {
    isActive: (unit) => files.exists(stateFile(unit, 'active')),
    startedAs: (unit) => files.read(stateFile(unit, 'active')),
    active: () =>
      files
        .list(stateDirectory)
        .filter((name) => name.endsWith('.active'))
        .map((name) => name.slice(0, -'.active'.length)),
    enabled: () => files.list('etc/systemd/system/multi-user.target.wants').filter(hasUnitFile),
    description: (unit) => {
      const text = unitDirectories.map((d) => files.read(`${d}/${unit}`)).find((t) => t);
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
