import type { OsName } from '../machine.ts';
import { operatingSystems } from '../os.ts';
import { type Package, unitFile } from '../packages/package.ts';

/** Shims that both Amazon Linux images have. */
export const baseCommands = Object.fromEntries(
  [
    ...['chgrp', 'chown', 'date', 'df', 'hostname', 'id', 'install', 'journalctl', 'logger'],
    ...['reboot', 'rpm', 'sleep', 'sudo', 'systemctl', 'uname', 'whoami'],
  ].map((name) => [name, name]),
);

export const accounts = {
  'etc/passwd': [
    'root:x:0:0:root:/root:/bin/bash',
    'bin:x:1:1:bin:/bin:/sbin/nologin',
    'daemon:x:2:2:daemon:/sbin:/sbin/nologin',
    'nobody:x:99:99:Nobody:/:/sbin/nologin',
    'sshd:x:74:74:Privilege-separated SSH:/var/empty/sshd:/sbin/nologin',
    'ec2-user:x:1000:1000:EC2 Default User:/home/ec2-user:/bin/bash',
    '',
  ].join('\n'),
  'etc/group': 'root:x:0:\nwheel:x:10:ec2-user\nadm:x:4:ec2-user\nec2-user:x:1000:\n',
  'home/ec2-user/.bash_profile': '',
  'root/.bash_profile': '',
};

/** A service that is part of every image and that nothing here looks into. */
export function service(name: string, version: string, unit: string, description: string): Package {
  return {
    name,
    version,
    arch: 'x86_64',
    files: { [`usr/lib/systemd/system/${unit}`]: unitFile(description, `/usr/sbin/${name}`) },
  };
}

/** Without `[Install]`: systemd calls such a unit static. */
export const journald: Package = {
  name: 'systemd',
  version: '1-1',
  arch: 'x86_64',
  files: {
    'usr/lib/systemd/system/systemd-journald.service': {
      text: '[Unit]\nDescription=Journal Service\n[Service]\nExecStart=/usr/lib/systemd/systemd-journald\n',
    },
  },
};

export function firstBootOf(os: OsName) {
  const { kernel, imageName } = operatingSystems[os];
  return [
    { tag: 'kernel', message: `Linux version ${kernel} (mockbuild@localhost) SMP` },
    { tag: 'kernel', message: 'Hypervisor detected: KVM' },
    { tag: 'kernel', message: 'xen_netfront: Initialising Xen virtual ethernet driver' },
    { tag: 'cloud-init', message: `Cloud-init running 'init' on ${imageName}` },
    { tag: 'ec2net', message: '[get_meta] Trying to get metadata' },
    { tag: 'cloud-init', message: 'Cloud-init finished, datasource DataSourceEc2' },
  ];
}
