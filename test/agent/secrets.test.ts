import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { agentScript, createTree, run, shells } from './agent-run.ts';
import { startRecordingAws } from './recording-aws.ts';
import { signingKeys } from './signature.ts';

/** Every command the agent starts, with a wrapper that writes down its arguments and environment. */
const commands =
  'awk cat curl date df du find flock gzip mkdir mktemp mv od rm sha256sum sleep sort timeout tr logger';

/** Every variable that the program sets, exported by whoever started it, so that children see it. */
function exportedVariables(): Record<string, string> {
  const script = readFileSync(agentScript, 'utf8');
  const assigned = [...script.matchAll(/(?<![\w$-])([A-Za-z_]\w*)=/g)].map(([, name]) => name);
  const read = [...script.matchAll(/\b(?:read|for) ([^;|<&\n]*)/g)].flatMap(([, words = '']) =>
    words.split(/ in |\s+/).filter((word) => /^[A-Za-z_]\w*$/.test(word)),
  );
  const names = [...assigned, ...read].filter((name) => name !== undefined);
  const ours = new Set(
    names.filter((name) => !['ROOT', 'PATH', 'LC_ALL', '_', 'in', 'do'].includes(name)),
  );
  return Object.fromEntries([...ours].map((name) => [name, 'x']));
}

/** As the program has a key in its variables: hexadecimal, and octal with each of the pads. */
function writtenForms(key: Buffer): string[] {
  const octal = [0, 0x36, 0x5c].map((pad) =>
    [...key.subarray(0, 8)].map((byte) => `\\0${(byte ^ pad).toString(8).padStart(3, '0')}`),
  );
  return [key.toString('hex'), ...octal.map((bytes) => bytes.join(''))];
}

describe.each(shells)('secrets under %s', (shell) => {
  it('stand in no argument and no environment', async () => {
    await using aws = await startRecordingAws();
    using tree = createTree();
    for (const name of commands.split(' '))
      tree.command(
        name,
        `{ printf '%s ' ${name} "$@"; env; } >>'${tree.root}/seen'; PATH=/usr/bin:/bin exec ${name} "$@"`,
      );
    const exported = exportedVariables();
    expect(Object.keys(exported)).toEqual(
      expect.arrayContaining(['secret_key', 'digest', 'value', '_tail', 'authorization']),
    );
    const words = ['--mem-util', '--verbose', '--disk-path=/tmp', '--disk-space-util'];
    const all = [...words, '--aggregated', '--auto-scaling', '--spool=/var/spool/wizard'];
    let printed = '';
    // With nothing in the caches, and with all of it.
    for (const options of [all, words]) {
      const ran = await tree.run(shell, [agentScript, ...options], { ...aws.env, ...exported });
      expect(ran).toMatchObject({ code: 0, stderr: '' });
      printed += ran.stdout;
    }
    const { secretKey, token } = aws.behaviour;
    const seen = tree.read('seen');
    expect(seen).toContain('curl -q -K -');
    const signingKey = /^signing_key ([0-9a-f]{64})$/m.exec(
      tree.read('run/cloudwatch-wizard/credentials'),
    )?.[1];
    expect(signingKey).toBeDefined();
    const scope = /^key_scope (\S+)$/m.exec(tree.read('run/cloudwatch-wizard/credentials'))?.[1];
    const keys = signingKeys(secretKey, scope ?? '');
    expect(keys.at(-1)?.toString('hex')).toBe(signingKey);
    const signatures = [...aws.puts, ...aws.tagQuestions].map(
      ({ headers }) => headers.authorization?.replace(/.*Signature=/, '') ?? '',
    );
    const secrets = [
      secretKey,
      token,
      'AQAEAexample-token',
      ...signatures,
      ...keys.flatMap(writtenForms),
    ];
    expect(secrets.filter((secret) => (seen + printed).includes(secret))).toEqual([]);
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
    const env = { ...exportedVariables(), ...aws.env };
    const ran = await tree.run(shell, [agentScript, ...words, ...given], env);
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
