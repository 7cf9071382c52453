import { chmodSync, realpathSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sharedDirectories, storeImage } from './image-store.ts';
import { amazonLinux2 } from './images/amazon-linux-2.ts';
import { amazonLinux2023 } from './images/amazon-linux-2023.ts';
import type { Image } from './images/image.ts';
import type { MachineHost, OsName } from './machine.ts';
import { createMachineFiles, type MachineFiles, type Owner } from './machine-files.ts';
import { operatingSystems } from './os.ts';
import { cloudWatchAgent } from './packages/cloudwatch-agent.ts';
import { linkCommand, type Package, preinstallPackage } from './packages/package.ts';
import { journalFile, shortName, syslogTime } from './syslog.ts';

export interface MachineOptions {
  /** What the package repository has of the CloudWatch agent: `1.300064.0-1.amzn2`. */
  readonly cloudWatchAgentVersion?: string;
}

const images: Readonly<Record<OsName, Image>> = {
  'amazon-linux-2': amazonLinux2,
  'amazon-linux-2023': amazonLinux2023,
};

/** `nobody`. Only where the sandbox is root: scripts must never run as the real root. */
const unprivileged: Owner = { uid: 65534, gid: 65534 };

/** Makes the directory of a fresh machine, as its image has it before the first boot. */
export function layOutMachine(
  host: MachineHost,
  os: OsName,
  parentDirectory: string,
  options: MachineOptions,
): { readonly files: MachineFiles; readonly image: Image } {
  const owner = process.getuid?.() === 0 ? unprivileged : undefined;
  const parent = realpathSync(parentDirectory);
  if (owner) makeReachable(parent);
  const image = imageOf(os, options);
  const shared = storeImage(os, image, parent, owner);
  const files = createMachineFiles(join(parent, host.instanceId), owner);
  files.makeRoot();
  makeDirectories(files);
  for (const name of sharedDirectories) files.symlink(`.pretend/${name}`, join(shared, name));
  preinstall(files, image);
  writeIdentity(files, host, os, image);
  writeFirstBoot(files, host, image);
  return { files, image };
}

function imageOf(os: OsName, { cloudWatchAgentVersion: version }: MachineOptions): Image {
  const image = images[os];
  if (version === undefined) return image;
  const withVersion = (each: Package) =>
    each.name === 'amazon-cloudwatch-agent' ? cloudWatchAgent(version) : each;
  return { ...image, packages: image.packages.map(withVersion) };
}

/** Another user has to be able to walk down to the machine. Opens its parent, checks the rest. */
function makeReachable(parent: string): void {
  chmodSync(parent, statSync(parent).mode | 0o011);
  for (let path = parent; path !== '/'; path = dirname(path)) {
    if ((statSync(path).mode & 0o001) !== 0) continue;
    const reason = `Pretend machines run as an unprivileged user, who cannot enter ${path}.`;
    throw Object.assign(new Error(`${reason} Put them elsewhere.`), { code: 'EACCES' });
  }
}

function makeDirectories(files: MachineFiles): void {
  const plain = ['etc', 'home', 'mnt', 'proc', 'run', 'sys', 'usr/bin', 'usr/lib', 'usr/sbin'];
  const more = [
    'etc/logrotate.d',
    'etc/sysconfig',
    'opt/aws',
    'usr/local/bin',
    'usr/local/libexec',
    'var/lib',
    'var/log',
    'var/spool',
  ];
  for (const name of [...plain, ...more]) files.makeDirectory(name);
  for (const name of ['tmp', 'var/tmp']) files.makeDirectory(name, 0o1777);
  files.makeDirectory('root', 0o700);
  files.symlink('var/run', '../run');
  for (const name of ['bin', 'installed', 'units']) files.makeDirectory(`.pretend/${name}`);
}

function preinstall(files: MachineFiles, image: Image): void {
  for (const [command, shim] of Object.entries(image.commands)) linkCommand(files, command, shim);
  for (const each of image.packages) {
    if (image.preinstalled.includes(each.name)) preinstallPackage(files, each);
  }
  for (const unit of image.enabled) {
    files.symlink(
      `etc/systemd/system/multi-user.target.wants/${unit}`,
      `/usr/lib/systemd/system/${unit}`,
    );
  }
}

function writeIdentity(files: MachineFiles, host: MachineHost, os: OsName, image: Image): void {
  for (const [name, text] of Object.entries(image.files)) files.write(name, text);
  files.write('etc/hostname', `${host.hostname}\n`);
  files.write('etc/hosts', '127.0.0.1   localhost localhost.localdomain\n');
  files.write('etc/resolv.conf', `search ${host.region}.compute.internal\n`);
  files.write(
    'etc/system-release-cpe',
    `${image.files['etc/os-release']?.match(/cpe:[^"]*/)?.[0]}\n`,
  );
  files.write('proc/loadavg', '0.00 0.01 0.05 1/98 3301\n');
  files.write('.pretend/disks', image.disks);
  files.write('.pretend/ip-address', `${host.privateIp}\n`);
  files.write('.pretend/kernel', `${operatingSystems[os].kernel}\n`);
}

function writeFirstBoot(files: MachineFiles, host: MachineHost, image: Image): void {
  const now = host.clock.now();
  const hasSyslog = image.preinstalled.includes('rsyslog');
  files.write(journalFile, '');
  for (const { tag, message } of image.firstBoot) {
    files.append(journalFile, `${[now, 6, tag, '', '', message].join('\t')}\n`);
    if (!hasSyslog) continue;
    const line = `${syslogTime(now)} ${shortName(host.hostname)} ${tag}: ${message}\n`;
    files.append('var/log/messages', line, 0o600);
  }
  if (hasSyslog) {
    files.write('var/log/cron', '', 0o600);
    files.write('var/log/secure', '', 0o600);
    files.write('var/log/maillog', '', 0o600);
  }
  files.write('var/log/cloud-init.log', 'Cloud-init finished, datasource DataSourceEc2\n');
}
