import type { MachineFiles } from './machine-files.ts';

/**
 * What a person or a test can do to a machine by making an empty file: `.pretend/no-network`,
 * `.pretend/disk-full`; from the next run on. `.pretend/repository-down` is read by the shims alone.
 */
export function hasNetwork(files: MachineFiles): boolean {
  return !files.exists('.pretend/no-network');
}

/**
 * `.pretend/holds-rotated-file`: the log agents do not notice a rotation. They go on with the file
 * that they have open until they are started anew.
 */
export function holdsRotatedFile(files: MachineFiles): boolean {
  return files.exists('.pretend/holds-rotated-file');
}

export function isDiskFull(files: MachineFiles): boolean {
  return files.exists('.pretend/disk-full');
}

/** What scripts are told instead of the endpoint without a network: curl ends with 7. */
export const nobodyListens = 'http://127.0.0.1:1';

/** Directory of the commands that stand first in PATH on a full disk. */
export const fullDiskCommands = '.pretend/full-disk';

/** Commands that need room; all fail as on a full disk. */
export const needRoom = ['cp', 'dd', 'install', 'mkdir', 'mktemp', 'tee', 'touch', 'truncate'];
