import { chmodSync, realpathSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { EpochMs } from '../clock.ts';
import { sharedDirectories, storeImage } from './image-store.ts';
import { imageOf } from './images/all-images.ts';
import type { Image } from './images/image.ts';
import type { MachineHost, MachineOs } from './machine.ts';
import { createMachineFiles, type MachineFiles, type Owner } from './machine-files.ts';
import { linkCommand, preinstallPackage } from './packages/package.ts';
import { journalFile, shortName } from './syslog.ts';
import { layoutAsShell, timeStamp } from './syslog-layout.ts';
import { fullDiskCommands, needRoom } from './troubles.ts';
import { enableAtBoot } from './units.ts';

export interface MachineOptions {
  /** Of the CloudWatch agent that its packages can be had in: `1.300064.0-1.amzn2`. */
  readonly cloudWatchAgentVersion?: string;
  /** `x86_64` unless said otherwise. */
  readonly architecture?: 'x86_64' | 'arm64';
}

/** `nobody`. Only where the sandbox is root: scripts must never run as the real root. */
const unprivileged: Owner = { uid: 65534, gid: 65534 };

/** @returns the real path. @throws when scripts could not reach machines in it */
export function prepareParent(directory: string): string {
  const parent = realpathSync(directory);
  if (scriptOwner()) makeReachable(parent);
  return parent;
}

function scriptOwner(): Owner | undefined {
  return process.getuid?.() === 0 ? unprivileged : undefined;
}

/**
 * Makes the directory of a fresh machine, as its image has it after the first boot. `parent` comes
 * from `prepareParent`; `at` is the time of that boot.
 */
export function layOutMachine(
  host: MachineHost,
  os: MachineOs,
  parent: string,
  options: MachineOptions & { readonly at: EpochMs },
): { readonly files: MachineFiles; readonly image: Image } {
  const owner = scriptOwner();
  const image = imageOf(os, options.cloudWatchAgentVersion);
  const shared = storeImage(os, image, parent, owner);
  const files = createMachineFiles(join(parent, host.instanceId), owner);
  files.makeRoot();
  makeDirectories(files);
  for (const name of sharedDirectories) files.symlink(`.pretend/${name}`, join(shared, name));
  preinstall(files, image);
  writeIdentity(files, host, image, options);
  writeFirstBoot(files, host, image, options.at);
  return { files, image };
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
  const plain = [
    'etc',
    'home',
    'mnt',
    'opt',
    'proc',
    'run',
    'sys',
    'usr/bin',
    'usr/lib',
    'usr/sbin',
  ];
  const more = [
    'etc/logrotate.d',
    'usr/local/bin',
    'usr/local/libexec',
    'var/lib',
    'var/log',
    'var/spool',
  ];
  for (const name of [...plain, ...more]) files.makeDirectory(name);
  for (const name of ['tmp', 'var/tmp']) files.makeDirectory(name, 0o1777);
  files.makeDirectory('root', 0o700);
  files.makeDirectory('dev');
  files.write('dev/log', '', 0o666);
  files.symlink('var/run', '../run');
  for (const name of ['bin', 'installed', 'units']) files.makeDirectory(`.pretend/${name}`);
  for (const name of needRoom) files.symlink(`${fullDiskCommands}/${name}`, '../shims/no-space');
}

function preinstall(files: MachineFiles, image: Image): void {
  for (const [command, shim] of Object.entries(image.commands)) linkCommand(files, command, shim);
  for (const name of image.directories) files.makeDirectory(name);
  for (const [name, target] of Object.entries(image.links)) files.symlink(name, target);
  for (const each of image.packages) {
    if (image.preinstalled.includes(each.name)) preinstallPackage(files, each);
  }
  for (const unit of image.enabled) enableAtBoot(files, image.init, unit);
}

function writeIdentity(
  files: MachineFiles,
  host: MachineHost,
  image: Image,
  { architecture }: MachineOptions,
): void {
  for (const [name, text] of Object.entries(image.files)) files.write(name, text);
  files.write('etc/hostname', `${host.hostname}\n`);
  files.write('etc/hosts', '127.0.0.1   localhost localhost.localdomain\n');
  files.write('etc/resolv.conf', `search ${host.region}.compute.internal\n`);
  files.write('proc/loadavg', '0.00 0.01 0.05 1/98 3301\n');
  // Linux has its own word for it.
  const machine = architecture === 'arm64' ? 'aarch64' : 'x86_64';
  const facts = {
    architecture: machine,
    crontabs: image.cron.crontabs,
    'ip-address': host.privateIp,
    kernel: image.kernel.replace('x86_64', machine),
    repository: image.repository,
  };
  for (const [name, fact] of Object.entries(facts))
    files.write(`.pretend/facts/${name}`, `${fact}\n`);
  files.write('.pretend/facts/syslog', layoutAsShell(image.syslog));
  files.write('.pretend/disks', image.disks);
}

function writeFirstBoot(files: MachineFiles, host: MachineHost, image: Image, at: EpochMs): void {
  const { syslog } = image;
  const hasSyslog = image.preinstalled.includes('rsyslog');
  files.write(journalFile, '');
  for (const { tag, message } of image.firstBoot) {
    files.append(journalFile, `${[at, 6, tag, '', '', message].join('\t')}\n`);
    if (!hasSyslog) continue;
    const line = `${timeStamp(syslog, at)} ${shortName(host.hostname)} ${tag}: ${message}\n`;
    files.append(`var/log/${syslog.files.rest}`, line, syslog.mode);
  }
  for (const file of hasSyslog ? Object.values(syslog.files) : [])
    files.append(`var/log/${file}`, '', syslog.mode);
  files.write('var/log/cloud-init.log', 'Cloud-init finished, datasource DataSourceEc2\n');
}
