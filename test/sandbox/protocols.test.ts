import { GetMetricStatisticsCommand, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { CreateLogGroupCommand, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeInstancesCommand } from '@aws-sdk/client-ec2';
import { CreateRoleCommand, ListRoleTagsCommand } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/main.ts';
import { canonicalRequest } from '../../sandbox/signature/canonical-request.ts';
import { formatScope, sha256Hex, sign } from '../../sandbox/signature/signing-key.ts';
import { hasAwsCli, runAwsCli } from '../support/aws-cli.ts';
import { errorOf, sandboxClients } from '../support/sandbox.ts';

const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' },
  ],
});

let sandbox: Sandbox;
let clients: ReturnType<typeof sandboxClients>;
beforeAll(async () => {
  sandbox = await startSandbox({
    delayScale: 0,
    instances: [{ os: 'amazon-linux-2', name: 'a&b' }],
  });
  clients = sandboxClients(sandbox, { maxAttempts: 1 });
});
afterAll(() => sandbox.dispose());

describe('each protocol with the SDK', () => {
  it('takes lists of structures with awkward text over Query', async () => {
    const Tags = [
      { Key: 'a+b', Value: 'x=y :/.-@_' },
      { Key: '한글', Value: 'é' },
    ];
    await clients.iam.send(
      new CreateRoleCommand({ RoleName: 'tags', AssumeRolePolicyDocument: trust, Tags }),
    );
    const found = await clients.iam.send(new ListRoleTagsCommand({ RoleName: 'tags' }));
    expect(found.Tags).toEqual(Tags);
  });

  it("takes EC2's lists and gives its items", async () => {
    const { Reservations } = await clients.ec2.send(
      new DescribeInstancesCommand({
        Filters: [{ Name: 'tag:Name', Values: ['nobody', 'a&b'] }],
      }),
    );
    const [instance] = Reservations?.[0]?.Instances ?? [];
    expect(instance?.InstanceId).toBe(sandbox.instances[0]?.id);
    expect(instance?.LaunchTime).toBeInstanceOf(Date);
    expect(instance?.Tags).toContainEqual({ Key: 'Name', Value: 'a&b' });
  });

  it('takes and gives times over JSON 1.0', async () => {
    const at = new Date(Math.floor(sandbox.clock.now() / 60_000) * 60_000);
    await clients.cloudwatch.send(
      new PutMetricDataCommand({
        Namespace: 'Test',
        MetricData: [{ MetricName: 'm', Value: 0.1, Timestamp: at }],
      }),
    );
    const { Datapoints } = await clients.cloudwatch.send(
      new GetMetricStatisticsCommand({
        Namespace: 'Test',
        MetricName: 'm',
        Period: 60,
        Statistics: ['Average'],
        StartTime: new Date(at.getTime() - 60_000),
        EndTime: new Date(at.getTime() + 60_000),
      }),
    );
    expect(Datapoints).toMatchObject([{ Timestamp: at, Average: 0.1 }]);
  });

  it('gives errors of JSON 1.1 under their own names', async () => {
    const create = () =>
      clients.logs.send(new CreateLogGroupCommand({ logGroupName: '/var/log/한글' }));
    await clients.logs.send(new CreateLogGroupCommand({ logGroupName: '/var/log/messages' }));
    expect((await errorOf(create())).status).toBe(400);
    const again = new CreateLogGroupCommand({ logGroupName: '/var/log/messages' });
    expect((await errorOf(clients.logs.send(again))).name).toBe('ResourceAlreadyExistsException');
    const { logGroups } = await clients.logs.send(new DescribeLogGroupsCommand());
    expect(logGroups?.map((group) => group.logGroupName)).toEqual(['/var/log/messages']);
  });
});

describe('CloudWatch over Query, as older clients speak it', () => {
  it('stores a datapoint', async () => {
    const put =
      'Action=PutMetricData&Version=2010-08-01&Namespace=Old&MetricData.member.1.MetricName=m&MetricData.member.1.Value=2.5&MetricData.member.1.Dimensions.member.1.Name=a&MetricData.member.1.Dimensions.member.1.Value=b';
    expect(await postForm('monitoring', put)).toMatchObject({ status: 200 });
    const listed = await postForm(
      'monitoring',
      'Action=ListMetrics&Version=2010-08-01&Namespace=Old',
    );
    expect(listed.body).toContain(
      '<Dimensions><member><Name>a</Name><Value>b</Value></member></Dimensions>',
    );
  });

  it('spells its errors as Query does', async () => {
    const { status, body } = await postForm(
      'monitoring',
      'Action=PutMetricData&Version=2010-08-01',
    );
    expect(status).toBe(400);
    expect(body).toMatch(
      /^<ErrorResponse xmlns="[^"]+"><Error><Type>Sender<\/Type><Code>MissingParameter<\/Code><Message>.*<\/Message><\/Error><RequestId>[\da-f-]{36}<\/RequestId><\/ErrorResponse>$/,
    );
  });
});

describe.runIf(hasAwsCli())('each protocol with the AWS CLI', () => {
  it.each([
    ['sts get-caller-identity --query Account', '111122223333'],
    ['iam list-account-aliases --query AccountAliases[0]', 'sandbox'],
    ['ec2 describe-instances --query Reservations[0].Instances[0].State.Name', 'running'],
    ['cloudwatch list-metrics --namespace None', ''],
    ['logs describe-log-groups --log-group-name-prefix none', ''],
    ['ssm describe-instance-information --query InstanceInformationList[9]', 'None'],
  ])('aws %s', async (command, expected) => {
    const result = await runAwsCli(sandbox, [...command.split(' '), '--output', 'text']);
    expect(result).toEqual({ exitCode: 0, stdout: expect.stringContaining(expected), stderr: '' });
  });

  it.each([
    ['iam get-role --role-name none', '(NoSuchEntity)', 'The role with name none cannot be found.'],
    ['iam create-user --user-name a', '(NotImplemented)', 'iam:CreateUser is not modelled'],
    ['ec2 create-default-vpc', '(NotImplemented)', 'ec2:CreateDefaultVpc is not modelled'],
    ['cloudwatch list-dashboards', '(NotImplemented)', 'monitoring:ListDashboards is not modelled'],
    ['logs describe-deliveries', '(NotImplemented)', 'logs:DescribeDeliveries is not modelled'],
    ['eks list-clusters', '(NotImplemented)', 'The service eks'],
    ['elasticache describe-events', '(NotImplemented)', 'The service elasticache (DescribeEvents)'],
  ])('aws %s shows %s', async (command, code, message) => {
    const { exitCode, stderr } = await runAwsCli(sandbox, command.split(' '));
    // 254 or 255, by the CLI's version.
    expect(exitCode).toBeGreaterThan(253);
    expect(stderr).toContain(code);
    expect(stderr).toContain(message);
  });
});

/** A form signed for a service whose SDK no longer sends forms. */
async function postForm(service: string, body: string): Promise<{ status: number; body: string }> {
  const time = new Date(sandbox.clock.now()).toISOString().replace(/[-:]|\.\d+/g, '');
  const scope = { date: time.slice(0, 8), region: sandbox.region, service };
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    host: new URL(sandbox.url).host,
    'x-amz-date': time,
  };
  const names = Object.keys(headers);
  const request = {
    method: 'POST',
    url: '/',
    headers: Object.entries(headers),
    body: Buffer.from(body),
  };
  const hash = sha256Hex(canonicalRequest(request, names));
  const stringToSign = ['AWS4-HMAC-SHA256', time, formatScope(scope), hash].join('\n');
  const signature = sign(sandbox.keys.secretAccessKey, scope, stringToSign);
  const { accessKeyId } = sandbox.keys;
  const authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${formatScope(scope)}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
  const answer = await fetch(sandbox.url, {
    method: 'POST',
    headers: { ...headers, authorization },
    body,
  });
  return { status: answer.status, body: await answer.text() };
}
