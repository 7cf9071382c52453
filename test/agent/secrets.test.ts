import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { agentScript, createTree, run, shells } from './agent-run.ts';
import { startRecordingAws } from './recording-aws.ts';

/** Every command the agent starts, with a wrapper that writes down its arguments and environment. */
const commands =
  'awk cat curl date df du find flock gzip mkdir mktemp mv od rm sha256sum sleep sort timeout tr logger';

describe.each(shells)('secrets under %s', (shell) => {
  it('stand in no argument and no environment', async () => {
    await using aws = await startRecordingAws();
    using tree = createTree();
    for (const name of commands.split(' '))
      tree.command(
        name,
        `{ printf '%s ' ${name} "$@"; env; } >>'${tree.root}/seen'; PATH=/usr/bin:/bin exec ${name} "$@"`,
      );
    const exported = {
      secret_key: 'x',
      session_token: 'x',
      signing_key: 'x',
      reply: 'x',
      digest: 'x',
    };
    const { code, stdout, stderr } = await tree.run(
      shell,
      [agentScript, '--mem-util', '--verbose', '--disk-path=/tmp', '--disk-space-util'],
      { ...aws.env, ...exported },
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { secretKey, token } = aws.behaviour;
    const seen = tree.read('seen');
    expect(seen).toContain('curl -q -K -');
    const signingKey = /^signing_key ([0-9a-f]{64})$/m.exec(
      tree.read('run/cloudwatch-wizard/credentials'),
    )?.[1];
    expect(signingKey).toBeDefined();
    for (const secret of [secretKey, token, 'AQAEAexample-token', signingKey ?? '', 'Signature=']) {
      expect(seen).not.toContain(secret);
      expect(stdout).not.toContain(secret);
    }
  });

  it('stand nowhere either where keys are given in a file and data has to be kept', async () => {
    await using aws = await startRecordingAws({ answer: () => ({ status: 503 }) });
    using tree = createTree();
    const secret = 'given/secret+key0000000000000000000000EXA';
    tree.write('etc/keys', `AWSAccessKeyId=AKIAGIVEN00000000001\nAWSSecretKey=${secret}\n`);
    tree.write('var/spool/wizard/1700000000', 'x\n');
    for (const name of commands.split(' '))
      if (name !== 'sleep')
        tree.command(
          name,
          `{ printf '%s ' ${name} "$@"; env; } >>'${tree.root}/seen'; PATH=/usr/bin:/bin exec ${name} "$@"`,
        );
    const words = ['--mem-util', '--aggregated', '--auto-scaling', '--enable-compression'];
    const given = ['--aws-credential-file=/etc/keys', '--spool=/var/spool/wizard', '--verbose'];
    const ran = await tree.run(shell, [agentScript, ...words, ...given], aws.env);
    expect(ran.code).toBe(1);
    expect(tree.read('seen')).toContain('curl -q -K -');
    expect(tree.read('seen') + ran.stdout + ran.stderr).not.toContain(secret);
    const { stdout } = await run(['grep', '-rl', secret, tree.root], { PATH: '/usr/bin:/bin' });
    const readable = stdout
      .split('\n')
      .filter((file) => file && (statSync(file).mode & 0o077) !== 0);
    expect(readable).toEqual([join(tree.root, 'etc/keys')]);
  });
});
