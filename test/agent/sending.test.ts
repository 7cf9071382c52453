import { describe, expect, it } from 'vitest';
import { agentScript, type InstanceTree, shells } from './agent-run.ts';
import { giveFreshInstance } from './fresh-instance.ts';
import { failure, type RecordingAws, requestId } from './recording-aws.ts';
import { hasRightSignature } from './signature.ts';

describe.each(shells)('sending under %s', (shell) => {
  let aws: RecordingAws;
  let tree: InstanceTree;
  giveFreshInstance((fresh) => {
    ({ aws, tree } = fresh);
  });

  const send = (...options: string[]) =>
    tree.run(shell, [agentScript, '--mem-util', ...options], aws.env);
  const errorOf = (stderr: string) =>
    /^\nERROR: (.*)\n\nFor more information, run '/.exec(stderr)?.[1];

  it('signs every header that AWS wants signed', async () => {
    await send();
    const [put] = aws.puts;
    expect(put?.headers).toMatchObject({
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': 'GraniteServiceVersion20100801.PutMetricData',
      'x-amz-security-token': aws.behaviour.token,
    });
    expect(put?.headers.authorization).toContain('/eu-west-1/monitoring/aws4_request,');
    expect(put && hasRightSignature(put, aws.behaviour.secretKey)).toBe(true);
    expect(put && hasRightSignature(put, 'another key')).toBe(false);
  });

  it('signs with the cached key, and for an endpoint with a path', async () => {
    await send();
    aws.env.AWS_ENDPOINT_URL_CLOUDWATCH = `${aws.url}/some/path/`;
    await send();
    const [, put] = aws.puts;
    expect(put?.path).toBe('/some/path/');
    expect(put && hasRightSignature(put, aws.behaviour.secretKey)).toBe(true);
  });

  it('prints what the original prints', async () => {
    const stdout = `\nSuccessfully reported metrics to CloudWatch. Reference Id: ${requestId}\n\n`;
    expect(await send()).toEqual({ code: 0, stdout, stderr: '' });
    expect(await send('--from-cron')).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  it('tells everything it does on request, in the order of the original', async () => {
    const { stdout } = await send('--verbose', '--disk-path=/', '--disk-space-util');
    expect(stdout.split('\n')).toEqual([
      'MemoryUtilization: 39.970035058386 (Percent)',
      'DiskSpaceUtilization [/]: 20.2217750377703 (Percent)',
      'No credential methods are specified. Trying default IAM role.',
      'Using IAM role <web-role>',
      `Endpoint: ${aws.url}`,
      `Payload: ${aws.puts[0]?.body}`,
      'Received HTTP status 200 on attempt 1',
      '',
      '',
      `Successfully reported metrics to CloudWatch. Reference Id: ${requestId}`,
      '',
      '',
    ]);
  });

  it('sends nothing to verify, but needs credentials', async () => {
    const stdout =
      '\nVerification completed successfully. No actual metrics sent to CloudWatch.\n\n';
    expect(await send('--verify')).toEqual({ code: 0, stdout, stderr: '' });
    expect(aws.puts).toEqual([]);
    tree.write('run/cloudwatch-wizard/credentials', '');
    aws.behaviour.roles = [];
    expect((await send('--verify')).code).toBe(1);
  });

  it('says that there is no role, in the words of the original', async () => {
    aws.behaviour.roles = [];
    const { code, stdout, stderr } = await send();
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(errorOf(stderr)).toBe('No IAM role is associated with this EC2 instance.');
    await send('--from-cron');
    expect(tree.syslog()).toBe(
      '-t CloudWatch-PutInstanceData -p user.err No IAM role is associated with this EC2 instance.\n',
    );
  });

  it('says which roles there are when one has to be chosen', async () => {
    aws.behaviour.roles = ['a-role', 'b-role'];
    expect(errorOf((await send()).stderr)).toBe(
      'More than one IAM roles are associated with this EC2 instance: a-role, b-role.',
    );
  });

  it('says what it could not read from the metadata service', async () => {
    aws.env.AWS_EC2_METADATA_SERVICE_ENDPOINT = 'http://127.0.0.1:1';
    expect(errorOf((await send()).stderr)).toBe('Cannot obtain instance id from EC2 meta-data.');
  });

  it('hands on why AWS refused', async () => {
    const message = 'User: arn:aws:sts::1:assumed-role/r/i-1 is not authorized to perform: x:y';
    aws.behaviour.answer = () => failure(400, 'AccessDeniedException', message);
    const { code, stderr } = await send();
    expect(code).toBe(1);
    expect(errorOf(stderr)).toBe(`Failed to call CloudWatch: HTTP 400. Message: ${message}`);
    expect(tree.slept()).toEqual([]);
  });

  it('hands on no token that AWS says should have been signed', async () => {
    const canonical = `The Canonical String for this request should have been\n'POST\n/\nx-amz-security-token:${aws.behaviour.token}`;
    const message = `The request signature does not match. ${canonical}`;
    aws.behaviour.answer = () => failure(403, 'SignatureDoesNotMatch', message);
    expect(errorOf((await send()).stderr)).toBe(
      'Failed to call CloudWatch: HTTP 403. Message: The request signature does not match. ',
    );
  });

  it('names the error when it has no text', async () => {
    aws.behaviour.answer = () => ({ status: 400, body: '{"__type":"a.b#SomeException"}' });
    expect(errorOf((await send()).stderr)).toBe(
      'Failed to call CloudWatch: HTTP 400. Message: SomeException',
    );
  });

  it('waits 4 and 8 seconds for a server that fails, and signs each attempt anew', async () => {
    aws.behaviour.answer = (index) => ({ status: index < 2 ? 503 : 200 });
    expect((await send()).code).toBe(0);
    expect(tree.slept()).toEqual([4, 8]);
    expect(aws.puts.map((put) => hasRightSignature(put, aws.behaviour.secretKey))).toEqual([
      ...[true, true, true],
    ]);
  });

  it('gives up after three attempts', async () => {
    aws.behaviour.answer = () => failure(400, 'Throttling', 'Rate exceeded');
    expect(errorOf((await send()).stderr)).toBe(
      'Failed to call CloudWatch: HTTP 400. Message: Rate exceeded',
    );
    expect(aws.puts).toHaveLength(3);
  });

  it('says that nothing answers', async () => {
    aws.env.AWS_ENDPOINT_URL = 'http://127.0.0.1:1';
    expect(errorOf((await send()).stderr)).toMatch(/^Failed to call CloudWatch: curl: \(7\) /);
    expect(tree.slept()).toEqual([4, 8]);
  });

  it('corrects a clock that is wrong, in signature and data, and says so once', async () => {
    const fast = 7200;
    const real = () => Math.floor(Date.now() / 1000);
    tree.command('date', `echo $(( $(/bin/date +%s) + ${fast} ))`);
    aws.behaviour.answer = (_index, { headers }) => {
      const signed = String(headers['x-amz-date']).replace(
        /(....)(..)(..)T(..)(..)(..)Z/,
        '$1-$2-$3T$4:$5:$6Z',
      );
      return Math.abs(Date.parse(signed) / 1000 - real()) > 300
        ? failure(403, 'InvalidSignatureException', 'Signature not yet current: 1 is still later')
        : { status: 200 };
    };
    const { code, stdout } = await send();
    expect(code).toBe(0);
    expect(stdout).toMatch(/WARNING: The clock differs from that of AWS by 7\d\d\d seconds/);
    expect(aws.puts[1]?.data[0]?.Timestamp).toBeGreaterThan(real() - 30);
    expect(aws.puts[1]?.data[0]?.Timestamp).toBeLessThan(real() + 30);
    expect((await send()).stdout).not.toContain('WARNING');
    expect(aws.puts).toHaveLength(3);
  });
});
