import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeInstancesCommand, DescribeRegionsCommand } from '@aws-sdk/client-ec2';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { startSandbox } from '../../sandbox/main.ts';
import { createUserKeys } from '../../sandbox/services/iam/user-keys.ts';
import { sandboxClients } from '../support/sandbox.ts';

it('tells an administrator who he is', async () => {
  await using sandbox = await startSandbox({ accountId: '444455556666' });
  const { sts } = sandboxClients(sandbox);
  expect(await sts.send(new GetCallerIdentityCommand())).toMatchObject({
    Account: '444455556666',
    Arn: 'arn:aws:iam::444455556666:user/administrator',
    UserId: expect.stringMatching(/^AIDA[A-Z2-7]{17}$/),
  });
});

it('tells everybody, even one who may do nothing', async () => {
  await using sandbox = await startSandbox();
  const keys = createUserKeys(sandbox.world, 'nobody', []);
  const { sts } = sandboxClients(sandbox, { keys });
  const { Arn } = await sts.send(new GetCallerIdentityCommand());
  expect(Arn).toBe(`arn:aws:iam::${sandbox.accountId}:user/nobody`);
});

it('answers in every Region that is enabled', async () => {
  await using sandbox = await startSandbox();
  const { sts } = sandboxClients(sandbox, { region: 'eu-north-1' });
  expect((await sts.send(new GetCallerIdentityCommand())).Account).toBe(sandbox.accountId);
});

describe('in a Region that is not enabled', () => {
  it.each(['eu-south-2', 'ap-northeast-9'])('nobody has credentials: %s', async (region) => {
    await using sandbox = await startSandbox();
    const { sts, ec2, logs } = sandboxClients(sandbox, { region });
    await expect(sts.send(new GetCallerIdentityCommand())).rejects.toMatchObject({
      name: 'InvalidClientTokenId',
    });
    await expect(ec2.send(new DescribeInstancesCommand())).rejects.toMatchObject({
      name: 'AuthFailure',
    });
    await expect(logs.send(new DescribeLogGroupsCommand())).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
    });
    expect(sandbox.world.regions().map(({ name }) => name)).toEqual([sandbox.region]);
  });

  it('somebody has where the sandbox is in it, and it is listed', async () => {
    await using sandbox = await startSandbox({ region: 'eu-south-2' });
    const { sts, ec2 } = sandboxClients(sandbox);
    expect((await sts.send(new GetCallerIdentityCommand())).Account).toBe(sandbox.accountId);
    const { Regions = [] } = await ec2.send(new DescribeRegionsCommand());
    expect(Regions.map(({ RegionName }) => RegionName)).toContain('eu-south-2');
  });
});
