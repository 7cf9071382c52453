import type { CronFlavour } from '../cron/cron-flavour.ts';
import type { Package } from '../packages/package.ts';
import type { SyslogLayout } from '../syslog-layout.ts';
import type { InitSystem } from '../units.ts';

/** What a machine starts from. Sources and guesses: `sandbox/BEHAVIOUR.md`. */
export interface Image {
  /** Of x86-64. */
  readonly kernel: string;
  /** What `/bin/sh` is. */
  readonly shell: 'bash' | 'dash';
  readonly init: InitSystem;
  /** What the cron of this system is like, installed or not. */
  readonly cron: CronFlavour;
  /** What its rsyslog is like, installed or not. */
  readonly syslog: SyslogLayout;
  /** As its package manager names it. */
  readonly repository: string;
  /** Command → the shim that plays it. */
  readonly commands: Readonly<Record<string, string>>;
  /** All that its package manager can find, installed or not, and what Distributor brings. */
  readonly packages: readonly Package[];
  /** Names out of `packages`. */
  readonly preinstalled: readonly string[];
  /** Units that start at boot. */
  readonly enabled: readonly string[];
  /** Text by path without a leading slash. */
  readonly files: Readonly<Record<string, string>>;
  readonly directories: readonly string[];
  /** Target by path without a leading slash. */
  readonly links: Readonly<Record<string, string>>;
  /** What `df` prints: device, type, 1K blocks, used, available, mount point. */
  readonly disks: string;
  /** Lines that the first boot left in the journal, and in syslog where there is one. */
  readonly firstBoot: readonly { readonly tag: string; readonly message: string }[];
  /** `/tmp` is a tmpfs, lost at every stop. */
  readonly temporaryTmp: boolean;
}

/** A package whose files nobody looks at. */
export function plainPackage(name: string, version: string): Package {
  return { name, version, arch: 'native' };
}
