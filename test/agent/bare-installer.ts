import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTree, type Finished, type InstanceTree, installerScript, run } from './agent-run.ts';

/** The installer in a directory with nothing of an operating system but what a test puts there. */
export interface BareInstaller extends Disposable {
  readonly tree: InstanceTree;
  install(shell: string, ...words: string[]): Promise<Finished>;
}

/** @param agent stands in for the metrics agent, in POSIX sh */
export function createBareInstaller(agent: string, flags: readonly string[] = []): BareInstaller {
  const tree = createTree();
  tree.write('etc/os-release', 'ID=debian\n');
  tree.write('payload/mon-put-instance-data', `#!/bin/sh\n${agent}\n`);
  tree.write('payload/spec.json', '{}\n');
  tree.write('payload/test-flags', flags.map((flag) => `${flag}\n`).join(''));
  tree.write('payload/cron-entry', '* * * * * root true\n');
  const payload = join(tree.root, 'payload');
  copyFileSync(installerScript, join(payload, 'installer'));
  return {
    tree,
    install: (shell, ...words) =>
      run(
        [...shell.split(' '), 'installer', ...words],
        { PATH: `${tree.bin}:${process.env.PATH}`, ROOT: tree.root },
        payload,
      ),
    [Symbol.dispose]: () => tree[Symbol.dispose](),
  };
}
