import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { agentScript, type InstanceTree, shellKinds } from './agent-run.ts';
import { giveFreshInstance } from './fresh-instance.ts';
import type { RecordingAws } from './recording-aws.ts';
import { hasRightSignature } from './signature.ts';

const id = 'AKIAGIVEN00000000001';
const secret = 'given/secret+key0000000000000000000000EXA';
const file = `# mine\n\nAWSAccessKeyId=${id}\r\nAWSSecretKey=${secret}\n`;

describe.each(shellKinds)('given credentials under %s', (shell) => {
  let aws: RecordingAws;
  let tree: InstanceTree;
  giveFreshInstance((fresh) => {
    ({ aws, tree } = fresh);
  });
  const send = (...options: string[]) =>
    tree.run(shell, [agentScript, '--mem-util', ...options], aws.env);
  const errorOf = (stderr: string) => /^\nERROR: (.*)\n\nFor/.exec(stderr)?.[1];
  const expectGiven = () => {
    const put = aws.puts.at(-1);
    expect(put?.headers.authorization).toContain(`Credential=${id}/`);
    expect(put?.headers).not.toHaveProperty('x-amz-security-token');
    expect(put && hasRightSignature(put, secret)).toBe(true);
    expect(aws.metadataCalls.join()).not.toContain('security-credentials');
  };

  it('sign as options, and are written to no file', async () => {
    await send('--aws-access-key-id', id, `--aws-secret-key=${secret}`);
    expectGiven();
    expect(tree.exists('run/cloudwatch-wizard/credentials')).toBe(false);
  });

  it('sign from a file, which is named and not shown', async () => {
    tree.write('etc/keys', file);
    const { stdout } = await send('--aws-credential-file=/etc/keys', '--verbose');
    expectGiven();
    expect(stdout).toContain('Using AWS credentials file </etc/keys>\n');
    expect(stdout).not.toContain('given/secret');
  });

  it('sign from the file that AWS_CREDENTIAL_FILE names', async () => {
    tree.write('etc/keys', file);
    aws.env.AWS_CREDENTIAL_FILE = '/etc/keys';
    await send();
    expectGiven();
  });

  it('sign from awscreds.conf beside the program, even where a role is named', async () => {
    const copy = join(tree.root, 'opt/mon-put-instance-data');
    mkdirSync(join(tree.root, 'opt'));
    copyFileSync(agentScript, copy);
    tree.write('opt/awscreds.conf', file);
    await tree.run(shell, [copy, '--mem-util', '--aws-iam-role=web-role'], aws.env);
    expectGiven();
  });

  it('are those of the role where the file has none', async () => {
    tree.write('etc/keys', 'AWSAccessKeyId=\nAWSSecretKey=\n');
    await send('--aws-credential-file=/etc/keys');
    expect(aws.puts[0]?.headers.authorization).toContain(`Credential=${aws.behaviour.accessKey}/`);
  });

  it('say what is wrong with the file, and no key', async () => {
    tree.write('etc/keys', `AWSSecretKey: ${secret}\n`);
    const wrong = await send('--aws-credential-file=/etc/keys');
    expect(errorOf(wrong.stderr)).toBe(
      "Failed to parse AWS credential entry 'line 1' in </etc/keys>.",
    );
    expect(errorOf((await send('--aws-credential-file=/none')).stderr)).toBe(
      'Failed to open AWS credentials file </none>',
    );
  });

  it('are those of the role that is named', async () => {
    aws.behaviour.roles = ['a-role', 'b-role'];
    const { stdout } = await send('--aws-iam-role=b-role', '--verbose');
    expect(stdout).toContain('Using IAM role <b-role>\n');
    expect(stdout).not.toContain('No credential methods');
    expect(errorOf((await send('--aws-iam-role=nope')).stderr)).toBe(
      'Failed to obtain credentials for IAM role nope. Available roles: a-role, b-role',
    );
    aws.behaviour.roles = [];
    expect(errorOf((await send('--aws-iam-role=nope')).stderr)).toBe(
      'Failed to obtain credentials for IAM role nope. This EC2 instance does not have an IAM role associated with it.',
    );
  });
});
