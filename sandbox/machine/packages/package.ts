import type { MachineFiles } from '../machine-files.ts';

export interface PackageFile {
  readonly text: string;
  /** Left out, 0644. */
  readonly mode?: number;
  /** `%config(noreplace)`: an edited one is kept as `.rpmsave` when the package goes. */
  readonly config?: boolean;
}

/** A package as far as a machine needs it: names, files, and the commands it brings. */
export interface Package {
  readonly name: string;
  /** Version and release, `1.4.11-25.amzn2`. */
  readonly version: string;
  /** `native` is the machine's own. */
  readonly arch: 'native' | 'noarch';
  /** In no repository: Systems Manager Distributor brings it. */
  readonly onlyByDistributor?: boolean;
  /** By path without a leading slash. */
  readonly files?: Readonly<Record<string, PackageFile>>;
  readonly directories?: readonly string[];
  /** Commands that exist only while it is installed; each is a shim of that name. */
  readonly commands?: readonly string[];
  readonly requires?: readonly string[];
  /** What apt installs along with it unless told not to. */
  readonly recommends?: readonly string[];
}

/**
 * Puts a package where the shims of package managers look for it: `NAME.info`, which they read as
 * shell variables, and `NAME/` with its files, which they copy. They need nothing else.
 */
export function offerPackage(files: MachineFiles, offered: Package): void {
  const all = Object.entries(offered.files ?? {});
  const info = {
    version: [offered.version],
    arch: [offered.arch],
    files: all.map(([path]) => path),
    config: all.flatMap(([path, file]) => (file.config ? [path] : [])),
    directories: offered.directories ?? [],
    commands: offered.commands ?? [],
    requires: offered.requires ?? [],
    recommends: offered.recommends ?? [],
    source: [offered.onlyByDistributor ? 'distributor' : 'repository'],
  };
  const lines = Object.entries(info).map(([name, words]) => `${name}='${words.join(' ')}'\n`);
  files.write(`repository/${offered.name}.info`, lines.join(''));
  for (const [path, file] of all) {
    files.write(`repository/${offered.name}/${path}`, file.text, file.mode ?? 0o644);
  }
}

/** What the image was built with: there before anything could be run on it. */
export function preinstallPackage(files: MachineFiles, installed: Package): void {
  for (const directory of installed.directories ?? []) files.makeDirectory(directory);
  for (const [path, file] of Object.entries(installed.files ?? {})) {
    files.write(path, file.text, file.mode ?? 0o644);
  }
  for (const command of installed.commands ?? []) linkCommand(files, command, command);
  files.write(`.pretend/installed/${installed.name}`, '');
}

/** Makes a shim a command of the machine. */
export function linkCommand(files: MachineFiles, command: string, shim: string): void {
  files.symlink(`.pretend/bin/${command}`, `../shims/${shim}`);
}

/** Path and text of an init script, for a system that has no systemd. */
export function initScript(
  name: string,
  description: string,
): Readonly<Record<string, PackageFile>> {
  const text = [
    '#!/bin/sh',
    '# chkconfig: 2345 90 60',
    `# description: ${description}`,
    `exec "$ROOT/.pretend/bin/service" ${name} "$@"`,
    '',
  ].join('\n');
  return { [`etc/rc.d/init.d/${name}`]: { text, mode: 0o755 } };
}

/** Text of a unit file that is wanted by multi-user.target once enabled. */
export function unitFile(description: string, execStart: string): PackageFile {
  const text = [
    '[Unit]',
    `Description=${description}`,
    'After=network.target',
    '',
    '[Service]',
    `ExecStart=${execStart}`,
    '',
    '[Install]',
    'WantedBy=multi-user.target',
    '',
  ].join('\n');
  return { text };
}
