import { DescribeInstanceAssociationsStatusCommand } from '@aws-sdk/client-ssm';
import { expect, it } from 'vitest';
import { startSandbox } from '../../sandbox/main.ts';
import { errorOf, sandboxClients } from '../support/sandbox.ts';

it('an instance is asked for what State Manager applies to it', async () => {
  await using sandbox = await startSandbox({ instances: [{ os: 'amazon-linux-2' }] });
  const { ssm } = sandboxClients(sandbox);
  const InstanceId = sandbox.instances[0]?.id ?? '';
  const ask = (id: string) =>
    ssm.send(new DescribeInstanceAssociationsStatusCommand({ InstanceId: id }));
  expect((await ask(InstanceId)).InstanceAssociationStatusInfos).toEqual([]);
  sandbox.world.region(sandbox.region).ssm.associations.push({
    ...{ id: 'a-1', name: 'nightly', documentName: 'AmazonCloudWatch-ManageAgent' },
    instanceId: InstanceId,
  });
  expect((await ask(InstanceId)).InstanceAssociationStatusInfos).toMatchObject([
    { AssociationId: 'a-1', AssociationName: 'nightly', Name: 'AmazonCloudWatch-ManageAgent' },
  ]);
  expect((await errorOf(ask('i-0123456789abcdef0'))).name).toBe('InvalidInstanceId');
});
