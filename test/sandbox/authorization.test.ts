import { ListMetricsCommand, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import {
  AddRoleToInstanceProfileCommand,
  AttachRolePolicyCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetRoleCommand,
  PutRolePolicyCommand,
  SimulatePrincipalPolicyCommand,
} from '@aws-sdk/client-iam';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/main.ts';
import type { PolicyStatement } from '../../sandbox/principal.ts';
import { createUserKeys } from '../../sandbox/services/iam/user-keys.ts';
import { errorOf, type Keys, sandboxClients } from '../support/sandbox.ts';

const RoleName = 'CustomMonitoringRole';
const PolicyArn = 'arn:aws:iam::aws:policy/CloudWatchFullAccess';
const trust = JSON.stringify({
  Statement: [
    { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' },
  ],
});
const put = new PutMetricDataCommand({
  Namespace: 'System/Linux',
  MetricData: [{ MetricName: 'MemoryUsed', Value: 1 }],
});

let sandbox: Sandbox;
let iam: ReturnType<typeof sandboxClients>['iam'];
beforeEach(async () => {
  sandbox = await startSandbox();
  iam = sandboxClients(sandbox).iam;
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust }));
});
afterEach(() => sandbox.dispose());

const clientsWith = (keys: Keys) => sandboxClients(sandbox, { keys, maxAttempts: 1 });

describe('an instance with a role', () => {
  it('meets the permission error of the guide, until the role has the right', async () => {
    const { cloudwatch } = clientsWith(roleKeys());
    expect(await errorOf(cloudwatch.send(put))).toEqual({
      name: 'AccessDenied',
      message: `User: arn:aws:sts::${sandbox.accountId}:assumed-role/${RoleName}/i-0123456789abcdef0 is not authorized to perform: cloudwatch:PutMetricData because no identity-based policy allows the cloudwatch:PutMetricData action`,
      status: 400,
    });
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
    await cloudwatch.send(put);
  });

  it('loses the right at once when the policy is detached, and keeps its credentials', async () => {
    const { cloudwatch } = clientsWith(roleKeys());
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
    await cloudwatch.send(put);
    await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
    expect((await errorOf(cloudwatch.send(put))).name).toBe('AccessDenied');
  });

  it('is held to the namespace that an inline policy names', async () => {
    const statement: PolicyStatement = {
      Effect: 'Allow',
      Action: 'cloudwatch:PutMetricData',
      Resource: '*',
      Condition: { StringEquals: { 'cloudwatch:namespace': 'System/Linux' } },
    };
    const inline = { RoleName, PolicyName: 'least-privilege' };
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
    await iam.send(new PutRolePolicyCommand({ ...inline, PolicyDocument }));
    const { cloudwatch } = clientsWith(roleKeys());
    await cloudwatch.send(put);
    const elsewhere = new PutMetricDataCommand({ ...put.input, Namespace: 'Other' });
    expect((await errorOf(cloudwatch.send(elsewhere))).name).toBe('AccessDenied');
    await iam.send(new DeleteRolePolicyCommand(inline));
    expect((await errorOf(cloudwatch.send(put))).name).toBe('AccessDenied');
  });

  it('sees the denial in the JSON that the metrics script reads', async () => {
    let body = '';
    const { cloudwatch } = clientsWith(roleKeys());
    cloudwatch.middlewareStack.add(
      (next) => async (args) => {
        const result = await next(args);
        const response = result.response as { body: AsyncIterable<Buffer> & object };
        const chunks: Buffer[] = [];
        for await (const chunk of response.body) chunks.push(chunk);
        body = Buffer.concat(chunks).toString();
        return result;
      },
      { step: 'deserialize', priority: 'low' },
    );
    await errorOf(cloudwatch.send(put));
    expect(JSON.parse(body)).toEqual({
      __type: 'com.amazon.coral.service#AccessDeniedException',
      message: expect.stringContaining('is not authorized to perform: cloudwatch:PutMetricData'),
    });
  });
});

describe('a user', () => {
  it('may be held to a Region', async () => {
    const keys = userKeys({
      Effect: 'Allow',
      Action: ['cloudwatch:ListMetrics', 'iam:GetRole'],
      Resource: '*',
      Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } },
    });
    const there = sandboxClients(sandbox, { keys, region: 'eu-west-1' });
    await there.cloudwatch.send(new ListMetricsCommand());
    const here = await errorOf(clientsWith(keys).cloudwatch.send(new ListMetricsCommand()));
    expect(here.name).toBe('AccessDenied');
    // IAM is in one Region, wherever it is called from.
    const role = await errorOf(there.iam.send(new GetRoleCommand({ RoleName })));
    expect(role.name).toBe('AccessDenied');
  });

  it('may do what his policies say and is told what he may not', async () => {
    const keys = userKeys({ Effect: 'Allow', Action: 'cloudwatch:List*', Resource: '*' });
    const clients = clientsWith(keys);
    await clients.cloudwatch.send(new ListMetricsCommand());
    expect(await errorOf(clients.iam.send(new GetRoleCommand({ RoleName })))).toEqual({
      name: 'AccessDenied',
      message: `User: arn:aws:iam::${sandbox.accountId}:user/limited is not authorized to perform: iam:GetRole on resource: arn:aws:iam::${sandbox.accountId}:role/${RoleName} because no identity-based policy allows the iam:GetRole action`,
      status: 403,
    });
  });

  it('is told of a Deny', async () => {
    const keys = userKeys(
      { Effect: 'Allow', Action: '*', Resource: '*' },
      { Effect: 'Deny', Action: 'iam:*', Resource: '*' },
    );
    const error = await errorOf(clientsWith(keys).iam.send(new GetRoleCommand({ RoleName })));
    expect(error.message).toMatch(/ with an explicit deny in an identity-based policy$/);
  });

  it('needs iam:PassRole to put a role into a profile', async () => {
    const InstanceProfileName = 'web';
    await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName }));
    const add = new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName });
    const addRole: PolicyStatement = {
      Effect: 'Allow',
      Action: 'iam:AddRoleToInstanceProfile',
      Resource: '*',
    };
    const error = await errorOf(clientsWith(userKeys(addRole)).iam.send(add));
    expect(error.message).toContain('is not authorized to perform: iam:PassRole on resource: arn:');
    const pass: PolicyStatement = { ...addRole, Action: 'iam:PassRole' };
    await clientsWith(userKeys(addRole, pass)).iam.send(add);
  });
});

describe('SimulatePrincipalPolicy', () => {
  const simulate = (PolicySourceArn: string, more: object = {}) =>
    iam.send(
      new SimulatePrincipalPolicyCommand({
        PolicySourceArn,
        ActionNames: ['cloudwatch:PutMetricData', 'ssm:SendCommand'],
        ...more,
      }),
    );
  const arnOf = (entity: string) => `arn:aws:iam::${sandbox.accountId}:${entity}`;

  it('tells what a role may do', async () => {
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
    const { EvaluationResults } = await simulate(arnOf(`role/${RoleName}`));
    expect(EvaluationResults).toMatchObject([
      { EvalActionName: 'cloudwatch:PutMetricData', EvalDecision: 'allowed' },
      { EvalActionName: 'ssm:SendCommand', EvalDecision: 'implicitDeny' },
    ]);
  });

  it('tells what a user may do with one resource and not with another', async () => {
    userKeys({ Effect: 'Allow', Action: 'ssm:*', Resource: 'arn:aws:ssm:*:*:document/A' });
    const ResourceArns = ['A', 'B'].map((name) => `arn:aws:ssm:eu-west-1:1:document/${name}`);
    const { EvaluationResults = [] } = await simulate(arnOf('user/limited'), { ResourceArns });
    expect(EvaluationResults[1]).toMatchObject({
      EvalDecision: 'implicitDeny',
      ResourceSpecificResults: [
        { EvalResourceName: ResourceArns[0], EvalResourceDecision: 'allowed' },
        { EvalResourceName: ResourceArns[1], EvalResourceDecision: 'implicitDeny' },
      ],
    });
  });

  it('lets an administrator do everything', async () => {
    const { EvaluationResults = [] } = await simulate(arnOf('user/administrator'));
    expect(EvaluationResults.map((each) => each.EvalDecision)).toEqual(['allowed', 'allowed']);
  });

  it.each([
    ['arn:aws:sts::111122223333:assumed-role/a/b', 'InvalidInputException'],
    ['arn:aws:iam::111122223333:role/none', 'NoSuchEntityException'],
  ])('refuses %s with %s', async (arn, name) => {
    expect((await errorOf(simulate(arn))).name).toBe(name);
  });
});

/** What the metadata service of an instance with the role gives out. */
function roleKeys(): Keys {
  const { ids, credentials, accountId } = sandbox.world;
  const keys = {
    accessKeyId: ids.upper('ASIA', 20),
    secretAccessKey: ids.hex('', 40),
    sessionToken: ids.hex('', 100),
  };
  const instanceId = 'i-0123456789abcdef0';
  credentials.set(keys.accessKeyId, {
    ...keys,
    principal: {
      kind: 'instance-role',
      arn: `arn:aws:sts::${accountId}:assumed-role/${RoleName}/${instanceId}`,
      userId: `AROAEXAMPLE:${instanceId}`,
      accountId,
      roleName: RoleName,
      instanceId,
    },
  });
  return keys;
}

function userKeys(...Statement: PolicyStatement[]): Keys {
  return createUserKeys(sandbox.world, 'limited', [{ Statement }]);
}
