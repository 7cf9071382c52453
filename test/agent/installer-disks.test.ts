import { describe, expect, it } from 'vitest';
import { dfHeader, shells } from './agent-run.ts';
import { createBareInstaller } from './bare-installer.ts';

const agent = 'echo \'"Timestamp":1700000000\'';

/** df over four mounts. */
const df = `
for path; do :; done
echo '${dfHeader}'
case $path in
  */efs) echo 'df: no file systems processed' >&2; exit 1 ;;
  */older-efs) ;;
  */hangs) exit 124 ;;
  */secret) echo "df: $path: Permission denied" >&2; exit 1 ;;
  */my*) echo '/dev/xvdf 100 40 60 40% /mnt/my  data' ;;
  *) echo '/dev/xvda1 100 40 60 40% /' ;;
esac`;

describe.each(shells)('install-agent under %s', (shell) => {
  const install = async (...paths: string[]) => {
    using bare = createBareInstaller(
      agent,
      paths.map((path) => `--disk-path=${path}`),
    );
    bare.tree.command('df', df);
    for (const path of paths) if (path !== '/none') bare.tree.write(`${path}/file`, '');
    const { code, stdout } = await bare.install(shell, 'install-agent');
    const lines = stdout.split('\n').filter((line) => /^cwz (fact|sent|error)/.test(line));
    return { code, lines };
  };

  it('names file system and mount of each path in order, blanks and all', async () => {
    expect(await install('/my data', '/', '/home')).toEqual({
      code: 0,
      lines: [
        'cwz fact disk=/dev/xvdf /mnt/my  data',
        'cwz fact disk=/dev/xvda1 /',
        'cwz fact disk=/dev/xvda1 /',
        'cwz sent 1700000000',
      ],
    });
  });

  it.each([
    ['/efs', '/efs is not on a local file system'],
    ['/older-efs', '/older-efs is not on a local file system'],
    ['/hangs', '/hangs is on a file system that does not answer'],
  ])('sends nothing when %s cannot be measured', async (path, text) => {
    expect(await install('/', path)).toEqual({
      code: 1,
      lines: ['cwz fact disk=/dev/xvda1 /', `cwz error disk-not-local ${text}`],
    });
  });

  it('says what df says', async () => {
    const { lines } = await install('/secret');
    expect(lines).toEqual([
      expect.stringMatching(
        /^cwz error disk-not-local \/secret cannot be measured: df: .*: Permission denied$/,
      ),
    ]);
  });

  it('has an id of its own for a path that is not there, which it sees for itself', async () => {
    expect(await install('/', '/none')).toEqual({
      code: 1,
      lines: [
        'cwz fact disk=/dev/xvda1 /',
        "cwz error disk-not-found Disk file path '/none' does not exist or cannot be accessed.",
      ],
    });
  });

  it('does without -l where df has none', async () => {
    using bare = createBareInstaller(agent, ['--disk-path=/']);
    const refuse = `case " $* " in *' -l '*) echo "df: invalid option -- 'l'" >&2; exit 1 ;; esac`;
    bare.tree.command('df', `${refuse}\n${df}`);
    expect((await bare.install(shell, 'install-agent')).stdout).toContain(
      'cwz fact disk=/dev/xvda1 /\n',
    );
  });
});
