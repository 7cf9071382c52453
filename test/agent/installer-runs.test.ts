import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { agentScript, run, shellKinds } from './agent-run.ts';
import { createBareInstaller } from './bare-installer.ts';
import { startRecordingAws } from './recording-aws.ts';

const program = 'usr/local/libexec/cloudwatch-wizard/mon-put-instance-data';
const down = { AWS_ENDPOINT_URL: 'http://127.0.0.1:1' };

describe.each(shellKinds)('uninstall under %s while the agent is at work', (shell) => {
  it.each([
    ['measuring', ['--high-resolution=30'], {}],
    ['waiting to try again', [], down],
  ])('ends a run that is %s: nothing is sent or left any more', async (_, options, instead) => {
    await using aws = await startRecordingAws();
    using bare = createBareInstaller('');
    const { tree } = bare;
    tree.write('var/spool/theirs', '');
    tree.write('payload/mon-put-instance-data', readFileSync(agentScript, 'utf8'), 0o755);
    tree.write('payload/test-flags', '--mem-util\n');
    tree.command('sleep', 'exec /bin/sleep "$1"');
    const env = { PATH: `${tree.bin}:${process.env.PATH}`, ROOT: tree.root, ...aws.env };
    const sh = shell.split(' ');
    const payload = join(tree.root, 'payload');
    expect(await run([...sh, 'installer', 'install-agent'], env, payload)).toMatchObject({
      code: 0,
    });
    const sent = aws.puts.length;

    const words = ['--mem-util', '--spool=/var/spool/cloudwatch-wizard', ...options];
    const agent = run([...sh, join(tree.root, program), ...words], { ...env, ...instead });
    await wait(1_000);
    const uninstall = join(tree.root, program, '../uninstall');
    expect(await run([...sh, uninstall], env, '/')).toMatchObject({ code: 0 });
    await agent;
    expect(aws.puts).toHaveLength(sent);
    const left = ['run', 'var/spool', 'dev/shm'].flatMap((path) =>
      readdirSync(join(tree.root, path)),
    );
    expect(left).toEqual(['theirs']);
  });
});

it('whoever only has the agent open goes on', async () => {
  using bare = createBareInstaller('echo \'"Timestamp":1\'');
  const { tree } = bare;
  expect(await bare.install('dash', 'install-agent')).toMatchObject({ code: 0 });
  tree.write('editor', 'read -r line');
  const readers = [
    spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', join(tree.root, program)]),
    spawn('sh', [join(tree.root, 'editor'), join(tree.root, program)]),
  ];
  await Promise.all(readers.map((reader) => once(reader, 'spawn')));
  expect(await bare.install('dash', 'uninstall')).toMatchObject({ code: 0 });
  expect(readers.map(({ exitCode, signalCode }) => [exitCode, signalCode])).toEqual([
    [null, null],
    [null, null],
  ]);
  for (const reader of readers) if (reader.kill()) await once(reader, 'exit');
});

it('what runs kept where there is no /run goes too', async () => {
  using bare = createBareInstaller('echo \'"Timestamp":1\'');
  const { tree } = bare;
  rmSync(join(tree.root, 'run'), { recursive: true, force: true });
  tree.write('var/run/cloudwatch-wizard/credentials', '');
  expect(await bare.install('dash', 'install-agent')).toMatchObject({ code: 0 });
  expect(await bare.install('dash', 'uninstall')).toMatchObject({ code: 0 });
  expect(readdirSync(join(tree.root, 'var/run'))).toEqual([]);
});
