import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findNode24 } from '../support/node-24.ts';
import { startWatched, verifierFile, type Watched } from './watched.ts';

// The file as it is deployed, on the Node.js of its runtime and on the oldest that we name.

const node24 = findNode24();
let here: Watched;
beforeAll(async () => {
  // At the real time: these processes have no other clock.
  here = await startWatched(1, {}, Date.now() - 10 * 60_000);
}, 120_000);
afterAll(() => here.dispose());

async function handle(node: string, event: object): Promise<unknown> {
  const { sandbox, outputs } = here;
  const script = `
    const { handler } = require(process.argv[1]);
    const log = console.log;
    console.log = () => {};
    handler(JSON.parse(process.argv[2]), { awsRequestId: 'one' }).then(
      (answer) => log(JSON.stringify(answer)),
    );`;
  const { stdout } = await promisify(execFile)(
    node,
    ['-e', script, await verifierFile(), JSON.stringify(event)],
    {
      env: {
        ...process.env,
        NODE_PATH: resolve('node_modules'),
        AWS_ENDPOINT_URL: sandbox.url,
        AWS_REGION: sandbox.region,
        AWS_ACCESS_KEY_ID: sandbox.keys.accessKeyId,
        AWS_SECRET_ACCESS_KEY: sandbox.keys.secretAccessKey,
        TABLE_NAME: outputs.TableName,
        TOPIC_ARN: outputs.TopicArn,
        WEBHOOK_URL: '',
        LANGUAGE: 'ko',
        TIME_ZONE: 'Asia/Seoul',
        RUN_EVERY: '300',
        ACCOUNT_ID: sandbox.accountId,
      },
    },
  );
  return JSON.parse(stdout);
}

it.each([
  { name: 'this Node.js', node: process.execPath, minutes: 1 },
  { name: 'Node.js 24', node: node24, minutes: 2 },
])('runs on $name', async ({ node, minutes }) => {
  if (!node) return;
  const scheduledTime = new Date(Date.now() + minutes * 60_000).toISOString();
  expect(await handle(node, { scheduledTime })).toEqual({ outcome: 'done', sent: [] });
  expect(await handle(node, { scheduledTime })).toEqual({ outcome: 'skipped', sent: [] });
  const { outcome, sent } = (await handle(node, { testAlert: { id: 'x' } })) as {
    outcome: string;
    sent: string[];
  };
  expect({ outcome, sent: sent.length }).toEqual({ outcome: 'test-sent', sent: 1 });
  expect(here.news()).toMatchObject([{ body: expect.stringContaining('시험 id: x') }]);
});
