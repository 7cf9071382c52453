import type { MachineFiles } from '../machine-files.ts';

/** Inside the machine; `undefined` for a user that `/etc/passwd` does not have. */
export function homeOf(files: MachineFiles, user: string): string | undefined {
  const line = files
    .read('etc/passwd')
    ?.split('\n')
    .find((entry) => entry.startsWith(`${user}:`));
  return line?.split(':')[5];
}

export function isUser(files: MachineFiles, user: string): boolean {
  return homeOf(files, user) !== undefined;
}
