import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { expect, it } from 'vitest';
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

it('answers in every Region', async () => {
  await using sandbox = await startSandbox();
  const { sts } = sandboxClients(sandbox, { region: 'eu-south-2' });
  expect((await sts.send(new GetCallerIdentityCommand())).Account).toBe(sandbox.accountId);
});
