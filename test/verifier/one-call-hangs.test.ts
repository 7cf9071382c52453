import { execFile } from 'node:child_process';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { afterEach, expect, it } from 'vitest';
import { look } from '../../lambda/look/look.ts';
import { detachRole } from './set-up-instance.ts';
import { startWatched, subjects, verifierFile, type Watched } from './watched.ts';

// AWS takes a question and never answers it.

const hangs = 'GetMetricStatistics';
let here: Watched;
let proxy: Server;
afterEach(async () => {
  proxy.closeAllConnections();
  proxy.close();
  await here.dispose();
});

/** Passes everything on but the one operation. */
async function startProxy(to: string): Promise<string> {
  const { hostname: host, port } = new URL(to);
  proxy = createServer((asked, answer) => {
    const { url: path, method, headers } = asked;
    if (String(headers['x-amz-target']).endsWith(hangs)) return;
    const passed = request({ host, port, path, method, headers }, (from) => {
      answer.writeHead(from.statusCode ?? 500, from.headers);
      from.pipe(answer);
    });
    asked.pipe(passed);
  });
  await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening));
  return `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
}

it('judges and tells the rest within the time of a run', async () => {
  // At the real time: the process has no other clock.
  here = await startWatched(1, {}, Date.now() - 10 * 60_000);
  await here.register();
  const { sandbox, outputs, aws, ids } = here;
  await detachRole(aws, ids[0] ?? '');
  const script = `
    const { handler } = require(process.argv[1]);
    const scheduledTime = new Date(Date.now() + 60_000).toISOString();
    handler({ scheduledTime }, { awsRequestId: 'one' }).then(() => process.exit());`;
  await promisify(execFile)(process.execPath, ['-e', script, await verifierFile()], {
    timeout: 50_000,
    env: {
      ...process.env,
      NODE_PATH: resolve('node_modules'),
      AWS_ENDPOINT_URL: await startProxy(sandbox.url),
      AWS_REGION: sandbox.region,
      AWS_ACCESS_KEY_ID: sandbox.keys.accessKeyId,
      AWS_SECRET_ACCESS_KEY: sandbox.keys.secretAccessKey,
      TABLE_NAME: outputs.TableName,
      TOPIC_ARN: outputs.TopicArn,
      WEBHOOK_URL: '',
      LANGUAGE: 'en',
      TIME_ZONE: 'UTC',
      RUN_EVERY: '300',
      ACCOUNT_ID: sandbox.accountId,
    },
  });
  expect(subjects(here)).toEqual([expect.stringMatching(/^\[DOWN\].*role detached/)]);
  expect((await here.lastRun()).last?.blind).toEqual(expect.arrayContaining(['metrics', 'canary']));
});

it('waits for no client longer than it has time', async () => {
  here = await startWatched(2);
  await here.register();
  await here.pass(4);
  const { sandbox, aws } = here;
  const records = new Map((await here.records()).map((record) => [record.sk, record]));
  const cloudwatch = new CloudWatchClient({
    endpoint: await startProxy(sandbox.url),
    region: sandbox.region,
    credentials: sandbox.keys,
  });
  const at = sandbox.clock.now();
  const began = performance.now();
  const wish = { at, records, canarySince: at, budgetMs: 6_500 };
  const seen = await look({ ...aws, cloudwatch }, wish);
  cloudwatch.destroy();
  expect(performance.now() - began).toBeLessThan(8_000);
  expect(seen.blind).toEqual(expect.arrayContaining(['canary', 'metrics']));
  expect(seen.instances).toMatchObject([{ role: {}, instance: {} }, {}]);
  expect(seen.instances[0]?.data?.metrics).toBe('unknown');
});
