import type { MachineOs } from '../machine.ts';
import { operatingSystems } from '../os.ts';
import { type Package, unitFile } from '../packages/package.ts';
import type { Image } from './image.ts';

/** Shims that every image has, by the command they play. */
export const baseCommands = commandsOf(
  ...['chgrp', 'chown', 'date', 'df', 'hostname', 'id', 'install', 'logger', 'reboot', 'sleep'],
  ...['sudo', 'uname', 'whoami'],
);

export const systemdCommands = commandsOf('journalctl', 'systemctl');

export const debianCommands = commandsOf('apt-get', 'dpkg', 'dpkg-query', 'run-parts', 'service');

function commandsOf(...names: string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map((name) => [name, name]));
}

/** What most images have in common. */
export const systemdImage = {
  init: 'systemd',
  directories: [],
  links: {},
  temporaryTmp: false,
} as const satisfies Partial<Image>;

/** @param user whom people log in as */
export function accountsOf(user: string): Readonly<Record<string, string>> {
  return {
    'etc/passwd': [
      'root:x:0:0:root:/root:/bin/bash',
      'bin:x:1:1:bin:/bin:/sbin/nologin',
      'daemon:x:2:2:daemon:/sbin:/sbin/nologin',
      'nobody:x:99:99:Nobody:/:/sbin/nologin',
      'sshd:x:74:74:Privilege-separated SSH:/var/empty/sshd:/sbin/nologin',
      `${user}:x:1000:1000:Default User:/home/${user}:/bin/bash`,
      '',
    ].join('\n'),
    'etc/group': `root:x:0:\nwheel:x:10:${user}\nadm:x:4:${user}\n${user}:x:1000:\n`,
    [`home/${user}/.bash_profile`]: '',
    'root/.bash_profile': '',
  };
}

/** `KEY="value"` lines in that order; those of `bare` without quotes, as Debian writes them. */
export function osRelease(
  fields: Readonly<Record<string, string>>,
  bare: readonly string[] = [],
): string {
  return Object.entries(fields)
    .map(([key, value]) => (bare.includes(key) ? `${key}=${value}\n` : `${key}="${value}"\n`))
    .join('');
}

export const debianBare = ['VERSION_CODENAME', 'ID', 'ID_LIKE', 'UBUNTU_CODENAME'];

/** A service that is part of every image and that nothing here looks into. */
export function service(name: string, version: string, unit: string, description: string): Package {
  return {
    name,
    version,
    arch: 'native',
    files: { [`usr/lib/systemd/system/${unit}`]: unitFile(description, `/usr/sbin/${name}`) },
  };
}

/** With the journal. Without `[Install]`: systemd calls such a unit static. */
export function systemd(version: string): Package {
  return {
    name: 'systemd',
    version,
    arch: 'native',
    files: {
      'usr/lib/systemd/system/systemd-journald.service': {
        text: '[Unit]\nDescription=Journal Service\n[Service]\nExecStart=/usr/lib/systemd/systemd-journald\n',
      },
    },
  };
}

export function firstBootOf(os: MachineOs, kernel: string) {
  const { imageName } = operatingSystems[os];
  return [
    { tag: 'kernel', message: `Linux version ${kernel} (mockbuild@localhost) SMP` },
    { tag: 'kernel', message: 'Hypervisor detected: KVM' },
    { tag: 'kernel', message: 'xen_netfront: Initialising Xen virtual ethernet driver' },
    { tag: 'cloud-init', message: `Cloud-init running 'init' on ${imageName}` },
    { tag: 'ec2net', message: '[get_meta] Trying to get metadata' },
    { tag: 'cloud-init', message: 'Cloud-init finished, datasource DataSourceEc2' },
  ];
}

/** What `df` prints of a 1 GiB instance with a root disk of 8 GiB. */
export function disksOf(device: string, type: 'ext4' | 'xfs'): string {
  return [
    'devtmpfs devtmpfs 485336 0 485336 /dev',
    'tmpfs tmpfs 503444 0 503444 /dev/shm',
    'tmpfs tmpfs 503444 428 503016 /run',
    `${device} ${type} 8376300 1876244 6500056 /`,
    '',
  ].join('\n');
}
