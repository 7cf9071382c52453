import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findHostTool, hostToolsOf } from './host-tools.ts';
import type { Image } from './images/image.ts';
import type { MachineOs } from './machine.ts';
import { createMachineFiles, type MachineFiles, type Owner } from './machine-files.ts';
import { offerPackage } from './packages/package.ts';
import { shimDirectory } from './shim-directory.ts';

/** What all machines of an image share, because none of them changes it. */
export const sharedDirectories = ['host', 'lib', 'repository', 'shims'];

/**
 * The directory of that, made beside the machines when it is not there yet. It goes with
 * `parentDirectory`, which is the caller's. Files of packages are copied by scripts, which have
 * to be able to read all of them: so it belongs to `owner`.
 */
export function storeImage(
  os: MachineOs,
  image: Image,
  parentDirectory: string,
  owner: Owner | undefined,
): string {
  // The one package whose version a caller may choose.
  const agent = image.packages.find(({ name }) => name === 'amazon-cloudwatch-agent');
  const root = join(parentDirectory, `.${os}-agent-${agent?.version}`);
  const files = createMachineFiles(root, owner);
  if (existsSync(files.root)) return files.root;
  files.makeRoot();
  for (const tool of hostToolsOf(os)) {
    const path = (tool === 'sh' && findHostTool(image.shell)) || findHostTool(tool);
    if (path !== undefined) files.symlink(`host/${tool}`, path);
  }
  // Copies, not links: the sandbox's own directory may be closed to the user that runs scripts.
  copyAll(files, shimDirectory(), 'shims', 0o755);
  copyAll(files, join(shimDirectory(), 'lib'), 'lib', 0o644);
  for (const offered of image.packages) offerPackage(files, offered);
  return files.root;
}

function copyAll(files: MachineFiles, from: string, to: string, mode: number): void {
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (!entry.isFile()) continue;
    files.write(`${to}/${entry.name}`, readFileSync(join(from, entry.name)), mode);
  }
}
