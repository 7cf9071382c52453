import { CreateFunctionCommand, InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { expect, it } from 'vitest';
import { startSandbox } from '../../sandbox/main.ts';
import { clientConfig } from './client-config.ts';
import { codeOf, createServiceRole } from './function-fixture.ts';

it('a function sees the clock at its rate, signs by it, and has its time-out in real seconds', async () => {
  const startAt = Date.parse('2026-03-01T12:00:00Z');
  await using sandbox = await startSandbox({ rate: 60, startAt });
  const Role = await createServiceRole(sandbox, 'worker', 'lambda.amazonaws.com', []);
  const lambda = new LambdaClient(clientConfig(sandbox));
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName: 'timed',
      Role,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Timeout: 10,
      Code: codeOf(`
        const { STSClient, GetCallerIdentityCommand } = require('@aws-sdk/client-sts');
        exports.handler = async (event, context) => {
          const [from, precise] = [Date.now(), performance.now()];
          await new Promise((resolve) => setTimeout(resolve, 100));
          await new STSClient({}).send(new GetCallerIdentityCommand({}));
          return {
            from, passed: Date.now() - from, precise: performance.now() - precise,
            left: context.getRemainingTimeInMillis(),
          };
        };`),
    }),
  );
  const asked = sandbox.clock.now();
  const { Payload, FunctionError } = await lambda.send(
    new InvokeCommand({ FunctionName: 'timed' }),
  );
  expect(FunctionError).toBeUndefined();
  const told = JSON.parse(Payload?.transformToString() ?? '');
  expect(told.from).toBeGreaterThanOrEqual(asked);
  expect(told.from).toBeLessThanOrEqual(sandbox.clock.now());
  expect(told.passed).toBeGreaterThanOrEqual(5_900);
  expect(told.precise).toBeGreaterThanOrEqual(5_900);
  expect(told.left).toBeGreaterThan(5_000);
});
