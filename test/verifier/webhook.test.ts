import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Alert } from '../../lambda/contract.ts';
import { attachRole, detachRole } from './set-up-instance.ts';
import { startWatched, subjects, type Watched } from './watched.ts';

// Two ways to people, and neither waits for the other.

let here: Watched;
let server: Server;
let status: number;
let posted: { url: string | undefined; body: Alert & { text: string } }[];

beforeEach(async () => {
  [status, posted] = [200, []];
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      posted.push({ url: request.url, body: JSON.parse(body) });
      response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  here = await startWatched(1, { WebhookUrl: `http://127.0.0.1:${port}/hook`, Language: 'ko' });
  await here.register();
  await here.pass(3);
});

afterEach(async () => {
  await here.dispose();
  server.close();
});

it('gets what the mail says, with the same id', async () => {
  const [id = ''] = here.ids;
  await detachRole(here.aws, id);
  await here.pass(2);
  const [mail] = here.news();
  expect(posted).toMatchObject([
    { url: '/hook', body: { kind: 'alert', cause: 'role-detached', instanceId: id } },
  ]);
  expect(posted[0]?.body.text).toContain('역할 분리됨');
  expect(mail?.body).toContain(posted[0]?.body.alertId);
});

it.each([500, 302])(
  'that answers %i is tried in every run, does not hold the mail up, and gets all in the end',
  async (code) => {
    status = code;
    const [id = ''] = here.ids;
    await detachRole(here.aws, id);
    await here.pass(1);
    expect(subjects(here)).toHaveLength(1);
    await here.pass(6);
    expect(posted.map(({ url, body }) => `${url} ${body.kind}`)).toEqual(
      Array.from({ length: 7 }, () => '/hook alert'),
    );
    expect(here.alarms()).toEqual([expect.stringMatching(/^ALARM: .*-Stuck-/)]);
    status = 200;
    await attachRole(here.aws, id);
    await here.pass(2);
    expect(posted.slice(7).map(({ body }) => body.kind)).toEqual(['alert', 'all-clear']);
    expect(subjects(here)).toEqual([expect.stringMatching(/^\[OK\]/)]);
  },
);

it.each([
  { minutes: 24 * 60 - 20, tries: 2 },
  { minutes: 24 * 60, tries: 1 },
])('that never answers is given up a day after the alert: $minutes', async ({ minutes, tries }) => {
  status = 500;
  await here.leaveWaiting(here.ids[0] ?? '', minutes);
  await here.pass(2);
  expect(posted).toHaveLength(tries);
});

it('is told although the topic does not work, and the mail follows', async () => {
  here.sandbox.world.faults.add({ service: 'sns', operation: 'Publish', effect: 'fail' });
  await detachRole(here.aws, here.ids[0] ?? '');
  await here.pass(4);
  expect(posted).toHaveLength(1);
  expect(here.news()).toEqual([]);
  here.sandbox.world.faults.clear();
  await here.pass(1);
  expect(subjects(here)).toHaveLength(1);
  expect(posted).toHaveLength(1);
});
