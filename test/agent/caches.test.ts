import { statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { agentScript, createTree, type InstanceTree, shells } from './agent-run.ts';
import { failure, type RecordingAws, startRecordingAws } from './recording-aws.ts';

const credentials = 'run/cloudwatch-wizard/credentials';
const identity = 'run/cloudwatch-wizard/identity';

describe.each(shells)('caches under %s', (shell) => {
  let aws: RecordingAws;
  let tree: InstanceTree;
  beforeEach(async () => {
    aws = await startRecordingAws();
    tree = createTree();
    tree.write('proc/sys/kernel/random/boot_id', '11111111-aaaa\n');
  });
  afterEach(async () => {
    tree[Symbol.dispose]();
    await aws[Symbol.asyncDispose]();
  });

  const send = (...options: string[]) =>
    tree.run(shell, [agentScript, '--mem-util', ...options], aws.env);
  const expireSoon = (seconds: number) => {
    aws.behaviour.expiration = new Date(Date.now() + seconds * 1000)
      .toISOString()
      .replace(/\.\d+Z/, 'Z');
  };

  it('asks the metadata service nothing while identity and credentials are fresh', async () => {
    await send();
    const calls = aws.metadataCalls.length;
    expect((await send()).code).toBe(0);
    expect(aws.metadataCalls).toHaveLength(calls);
  });

  it('lets nobody else read them', async () => {
    await send();
    expect(statSync(join(tree.root, 'run/cloudwatch-wizard')).mode & 0o777).toBe(0o700);
    for (const file of [credentials, identity, 'run/cloudwatch-wizard/hash'])
      expect(statSync(join(tree.root, file)).mode & 0o777).toBe(0o600);
  });

  it('goes on with issued credentials after the role is gone, until they expire', async () => {
    expireSoon(200);
    await send();
    aws.behaviour.roles = [];
    expect((await send()).code).toBe(0);
    tree.write(credentials, tree.read(credentials).replace(/^expires .*$/m, 'expires 1'));
    const { code, stderr } = await send();
    expect(code).toBe(1);
    expect(stderr).toContain('ERROR: No IAM role is associated with this EC2 instance.\n');
  });

  it('takes new credentials five minutes before the old ones expire', async () => {
    expireSoon(299);
    await send();
    aws.behaviour.accessKey = 'ASIAEXAMPLE000000002';
    await send();
    expect(aws.puts[1]?.headers.authorization).toContain('Credential=ASIAEXAMPLE000000002/');
  });

  it.each([
    ['ExpiredTokenException', 'The security token included in the request is expired'],
    ['InvalidClientTokenId', 'The security token included in the request is invalid'],
    ['AccessDenied', 'User: x is not authorized to perform: y'],
  ])('takes new credentials once after %s', async (name, message) => {
    await send();
    aws.behaviour.accessKey = 'ASIAEXAMPLE000000002';
    aws.behaviour.answer = (_index, { headers }) =>
      headers.authorization?.includes('ASIAEXAMPLE000000002')
        ? { status: 200 }
        : failure(400, name, message);
    expect((await send()).code).toBe(0);
    aws.behaviour.answer = () => failure(400, name, message);
    const before = aws.puts.length;
    expect((await send()).code).toBe(1);
    expect(aws.puts.length - before).toBe(2);
  });

  it('forgets who it was when another boot shows another instance', async () => {
    await send();
    tree.write('proc/sys/kernel/random/boot_id', '22222222-bbbb\n');
    aws.behaviour.instanceId = 'i-0fedcba9876543210';
    await send();
    expect(aws.puts[1]?.data[0]?.Dimensions[0]?.Value).toBe('i-0fedcba9876543210');
  });

  it.each(['', 'garbage\n', '11111111-aaaa i-0; eu-west-1$(reboot) amazonaws.com 1\n', '\0\x01'])(
    'replaces a cache that holds %j',
    async (text) => {
      await send();
      tree.write(identity, text);
      tree.write(credentials, text);
      expect(await send()).toMatchObject({ code: 0, stderr: '' });
      expect(aws.puts).toHaveLength(2);
      expect(aws.puts[1]?.data[0]?.Dimensions[0]?.Value).toBe('i-0123456789abcdef0');
    },
  );

  it.each(['services/domain', 'ami-id', 'instance-type'])(
    'keeps no guess for the whole boot when the metadata service fails at %s',
    async (name) => {
      aws.behaviour.metadata = (path) =>
        path === `meta-data/${name}` ? { status: 503 } : undefined;
      const known = () => aws.puts.at(-1)?.data.map(({ Dimensions }) => Dimensions[0]?.Name);
      expect((await send('--aggregated')).code).toBe(0);
      expect(tree.exists(identity)).toBe(false);
      aws.behaviour.metadata = () => undefined;
      await send('--aggregated');
      expect(known()).toEqual(['InstanceId', 'InstanceType', 'ImageId', undefined]);
      expect(tree.read(identity)).toMatch(/ amazonaws\.com \d+ t3\.micro ami-0123456789abcdef0\n$/);
    },
  );

  it('asks the metadata service again at once, and takes its 404 for an answer', async () => {
    let failures = 1;
    aws.behaviour.metadata = (path) => {
      if (path === 'meta-data/ami-id') return { status: 404 };
      if (path !== 'meta-data/services/domain') return undefined;
      failures -= 1;
      return failures < 0 ? { status: 200, body: 'amazonaws.com.cn' } : { status: 503 };
    };
    await send('--aggregated');
    expect(tree.read(identity)).toMatch(/ amazonaws\.com\.cn \d+ t3\.micro -\n$/);
    expect(tree.slept()).toEqual([1]);
  });

  it('loses nothing and breaks nothing when runs overlap', async () => {
    const results = await Promise.all(Array.from({ length: 5 }, () => send()));
    expect(results.map(({ code }) => code)).toEqual([0, 0, 0, 0, 0]);
    expect(aws.puts).toHaveLength(5);
    expect(tree.exists(credentials)).toBe(true);
  });

  it('works where it may not write to /run, and leaves nothing behind', async () => {
    tree.write('run/cloudwatch-wizard', 'a file in the way');
    expect((await send()).code).toBe(0);
    expect((await send()).code).toBe(0);
    expect(statSync(join(tree.root, 'dev/shm')).nlink).toBe(2);
  });
});
