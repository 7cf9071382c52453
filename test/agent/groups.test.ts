import { describe, expect, it } from 'vitest';
import { agentScript, type InstanceTree, shellKinds } from './agent-run.ts';
import { giveFreshInstance } from './fresh-instance.ts';
import { failure, type RecordingAws, tagAnswer } from './recording-aws.ts';
import { hasRightSignature } from './signature.ts';

const refused = {
  status: 403,
  body: '<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>You are not authorized.</Message></Error></Errors></Response>',
};
const notReported = '\nWARNING: The Auto Scaling metrics will not be reported this time.\n';

describe.each(shellKinds)('the Auto Scaling group under %s', (shell) => {
  let aws: RecordingAws;
  let tree: InstanceTree;
  giveFreshInstance((fresh) => {
    ({ aws, tree } = fresh);
  });
  const send = (...options: string[]) =>
    tree.run(shell, [agentScript, '--mem-util', ...options], aws.env);
  const names = () =>
    aws.puts.at(-1)?.data.map(({ Dimensions }) => Dimensions.map(({ Value }) => Value).join());
  const age = (seconds: number) => {
    const cache = 'run/cloudwatch-wizard/group';
    const [, since] = / (\d+)\n/.exec(tree.read(cache)) ?? [];
    tree.write(cache, tree.read(cache).replace(since ?? '', String(Number(since) - seconds)));
  };

  it('is asked of EC2, signed, and not again for six hours', async () => {
    await send('--auto-scaling');
    await send('--auto-scaling');
    const [question] = aws.tagQuestions;
    expect(Object.fromEntries(new URLSearchParams(question?.body))).toEqual({
      Action: 'DescribeTags',
      Version: '2011-12-15',
      'Filter.1.Name': 'resource-id',
      'Filter.1.Value.1': 'i-0123456789abcdef0',
      'Filter.2.Name': 'key',
      'Filter.2.Value.1': 'aws:autoscaling:groupName',
    });
    expect(question?.headers.authorization).toContain('/eu-west-1/ec2/aws4_request,');
    expect(question && hasRightSignature(question, aws.behaviour.secretKey)).toBe(true);
    expect(aws.tagQuestions).toHaveLength(1);
    expect(names()).toEqual(['i-0123456789abcdef0', 'web-asg']);
    age(21_600);
    aws.behaviour.tags = () =>
      tagAnswer(
        'another & "better" <asg>'
          .replaceAll('&', '&amp;')
          .replaceAll('<', '&lt;')
          .replaceAll('>', '&gt;')
          .replaceAll('"', '&quot;'),
      );
    await send('--auto-scaling=only');
    expect(names()).toEqual(['another & "better" <asg>']);
  });

  it('of yesterday is used when EC2 does not tell, and one that is older is not', async () => {
    await send('--auto-scaling');
    aws.behaviour.tags = () => refused;
    age(72_000);
    const { stdout } = await send('--auto-scaling');
    expect(stdout).toContain(
      '\nWARNING: Failed to call EC2 to obtain Auto Scaling group name. HTTP Status Code: 403. Error Message: You are not authorized.\n',
    );
    expect(stdout).not.toContain(notReported);
    expect(names()).toEqual(['i-0123456789abcdef0', 'web-asg']);
    age(14_400);
    expect((await send('--auto-scaling')).stdout).toContain(notReported);
    expect(names()).toEqual(['i-0123456789abcdef0']);
  });

  it('that nobody knows ends a run that is about nothing else, as a success', async () => {
    aws.behaviour.tags = () => tagAnswer(undefined);
    expect(await send('--auto-scaling=only')).toEqual({ code: 0, stdout: notReported, stderr: '' });
    expect(aws.puts).toEqual([]);
  });

  it('is asked twice when EC2 fails', async () => {
    aws.behaviour.tags = () =>
      aws.tagQuestions.length < 2 ? { status: 503 } : tagAnswer('second');
    await send('--auto-scaling=only');
    expect(names()).toEqual(['second']);
    expect(tree.slept()).toEqual([]);
  });

  it.each(['RequestExpired', 'AuthFailure'])(
    'is found by a clock that is wrong, which EC2 calls %s',
    async (name) => {
      const real = Math.floor(Date.now() / 1000);
      const headers = { date: new Date(real * 1000).toUTCString() };
      tree.command('date', `echo ${real - 3600}`);
      const isRight = (signed: unknown) =>
        Math.abs(
          Date.parse(String(signed).replace(/(....)(..)(..)T(..)(..)(..)Z/, '$1-$2-$3T$4:$5:$6Z')) /
            1000 -
            real,
        ) < 300;
      aws.behaviour.tags = (question) =>
        isRight(question.headers['x-amz-date'])
          ? { ...tagAnswer('web-asg'), headers }
          : { status: 400, body: `<Code>${name}</Code><Message>no</Message>`, headers };
      aws.behaviour.answer = (_index, put) =>
        isRight(put.headers['x-amz-date'])
          ? { status: 200, headers }
          : { ...failure(403, 'InvalidSignatureException', 'Signature expired: x'), headers };
      const { stdout } = await send('--auto-scaling=only');
      expect(stdout).toContain('WARNING: The clock differs from that of AWS by 3600 seconds.');
      expect(names()).toEqual(['web-asg']);
      expect(aws.tagQuestions).toHaveLength(2);
      expect(aws.puts).toHaveLength(1);
    },
  );

  it.each(['RequestExpired', 'AuthFailure'])(
    'is found with new keys when EC2 answers those of the cache with %s',
    async (name) => {
      await send();
      aws.behaviour.accessKey = 'ASIAEXAMPLE000000002';
      aws.behaviour.tags = ({ headers }) =>
        headers.authorization?.includes(aws.behaviour.accessKey)
          ? tagAnswer('web-asg')
          : {
              status: 401,
              body: `<Code>${name}</Code><Message>no</Message>`,
              headers: { date: new Date().toUTCString() },
            };
      const { code, stdout } = await send('--auto-scaling=only');
      expect(code).toBe(0);
      expect(stdout).not.toContain('WARNING');
      expect(names()).toEqual(['web-asg']);
    },
  );

  it('is asked for twice, not for ever, with keys that EC2 does not take', async () => {
    const headers = { date: new Date().toUTCString() };
    aws.behaviour.tags = () => ({ status: 401, body: '<Code>AuthFailure</Code>', headers });
    const { code, stdout } = await send('--auto-scaling');
    expect(code).toBe(0);
    expect(stdout).toContain(notReported);
    expect(aws.tagQuestions).toHaveLength(2);
  });

  it('is written by its bytes where it is not ASCII, and left out where that is too long', async () => {
    aws.behaviour.tags = () => tagAnswer('웹-asg');
    await send('--auto-scaling');
    expect(names()).toEqual(['i-0123456789abcdef0', '%EC%9B%B9-asg']);
    tree.write('run/cloudwatch-wizard/group', '');
    aws.behaviour.tags = () => tagAnswer('웹'.repeat(255));
    await send('--auto-scaling');
    expect(names()).toEqual(['i-0123456789abcdef0']);
  });

  it('is not asked for by a verification', async () => {
    const { stdout } = await send('--auto-scaling=only', '--verify', '--verbose');
    expect(stdout).toContain('"Name":"AutoScalingGroupName","Value":"VerificationOnly"');
    expect(aws.tagQuestions).toEqual([]);
  });

  it.each([
    ['--aggregated=foo', "Unrecognized value 'foo' for --aggregated option."],
    ['--auto-scaling=foo', "Unrecognized value 'foo' for --auto-scaling option."],
  ])('%s is refused once it is known who this is', async (word, text) => {
    expect((await send(word)).stderr).toContain(`\nERROR: ${text}\n`);
    aws.env.AWS_EC2_METADATA_SERVICE_ENDPOINT = 'http://127.0.0.1:1';
    tree.write('run/cloudwatch-wizard/identity', '');
    expect((await send(word)).stderr).toContain('Cannot obtain instance id from EC2 meta-data.');
  });

  it('leaves out type and image where the metadata service knows none', async () => {
    aws.behaviour.imageId = undefined;
    await send('--aggregated=only');
    expect(names()).toEqual(['t3.micro', '']);
  });
});
