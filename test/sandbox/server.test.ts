import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { ListDashboardsCommand, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { CreateDeliveryCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CreateVpcCommand } from '@aws-sdk/client-ec2';
import { CreateUserCommand } from '@aws-sdk/client-iam';
import { GetParameterCommand } from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand, GetSessionTokenCommand } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/main.ts';
import { errorOf, sandboxClients } from '../support/sandbox.ts';

let sandbox: Sandbox;
let clients: ReturnType<typeof sandboxClients>;
beforeAll(async () => {
  sandbox = await startSandbox();
  clients = sandboxClients(sandbox, { maxAttempts: 1 });
});
afterAll(() => sandbox.dispose());

describe('what is not modelled', () => {
  it.each([
    ['sts:GetSessionToken', () => clients.sts.send(new GetSessionTokenCommand())],
    ['iam:CreateUser', () => clients.iam.send(new CreateUserCommand({ UserName: 'a' }))],
    ['ec2:CreateVpc', () => clients.ec2.send(new CreateVpcCommand())],
    ['monitoring:ListDashboards', () => clients.cloudwatch.send(new ListDashboardsCommand())],
    [
      'logs:CreateDelivery',
      () =>
        clients.logs.send(
          new CreateDeliveryCommand({ deliverySourceName: 'a', deliveryDestinationArn: 'b' }),
        ),
    ],
    ['ssm:GetParameter', () => clients.ssm.send(new GetParameterCommand({ Name: 'a' }))],
  ])('is refused as %s', async (name, call) => {
    expect(await errorOf(call())).toEqual({
      name: 'NotImplemented',
      message: `${name} is not modelled by this sandbox.`,
      status: 501,
    });
  });

  it.each(['constructor', '__proto__', 'toString'])(
    'does not find an operation %s',
    async (name) => {
      const { logs } = clients;
      const command = new CreateDeliveryCommand({
        deliverySourceName: 'a',
        deliveryDestinationArn: 'b',
      });
      command.middlewareStack.add(
        (next) => (args) => {
          const { headers } = args.request as { headers: Record<string, string> };
          headers['x-amz-target'] = `Logs_20140328.${name}`;
          return next(args);
        },
        { step: 'build', priority: 'low' },
      );
      expect(await errorOf(logs.send(command))).toMatchObject({ status: 501 });
    },
  );
});

describe('a request', () => {
  it('may be gzipped, as PutMetricData is when it is large', async () => {
    const MetricData = Array.from({ length: 300 }, (_, index) => ({
      MetricName: 'Large',
      Dimensions: [{ Name: 'Index', Value: `number ${index}` }],
      Value: index,
    }));
    let encoding: string | undefined;
    const command = new PutMetricDataCommand({ Namespace: 'Test', MetricData });
    command.middlewareStack.add(
      (next) => (args) => {
        encoding = (args.request as { headers: Record<string, string> }).headers[
          'content-encoding'
        ];
        return next(args);
      },
      { step: 'finalizeRequest', priority: 'low' },
    );
    await clients.cloudwatch.send(command);
    expect(encoding).toBe('gzip');
    expect(sandbox.world.requests.all().at(-1)?.input.MetricData).toHaveLength(300);
  });

  it('is answered with its id and the virtual time', async () => {
    const { $metadata } = await clients.sts.send(new GetCallerIdentityCommand());
    expect($metadata.requestId).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
    const answer = await fetch(sandbox.url);
    expect(Date.parse(answer.headers.get('date') ?? '')).toBe(
      Math.floor(sandbox.clock.now() / 1000) * 1000,
    );
  });

  it('that is too large is refused, zipped or not', async () => {
    const answer = await fetch(sandbox.url, { method: 'POST', body: Buffer.alloc(30_000_000) });
    expect(answer.status).toBe(413);
    const bomb = new PutMetricDataCommand({ Namespace: 'Test', MetricData: [] });
    sendBody(bomb, gzipSync(Buffer.alloc(100_000_000)), { 'content-encoding': 'gzip' });
    expect((await errorOf(clients.cloudwatch.send(bomb))).message).toBe(
      'The request body is not gzip, or is too large.',
    );
  });

  it.each([
    ['half of a JSON text', '{"Namespace":'],
    ['a list', '[1]'],
    ['a number', '5'],
    ['deep nesting', '['.repeat(200_000)],
    ['binary', '\u0000\u0001'],
  ])('with %s for a body is a SerializationException', async (_case, body) => {
    const command = new PutMetricDataCommand({ Namespace: 'Test', MetricData: [] });
    sendBody(command, Buffer.from(body));
    expect(await errorOf(clients.cloudwatch.send(command))).toMatchObject({ status: 400 });
    expect(sandbox.world.requests.all().at(-1)?.error).toBe('SerializationException');
  });

  it('with a malformed form is refused in XML', async () => {
    const command = new CreateUserCommand({ UserName: 'a' });
    sendBody(command, Buffer.from('Action=GetRole&RoleName..x=%ZZ'));
    expect(await errorOf(clients.iam.send(command))).toMatchObject({
      name: 'MalformedQueryString',
      status: 400,
    });
  });

  it.each([
    'GARBAGE\r\n\r\n',
    'GET / HTTP/1.1\r\nHost: x\r\nAuthorization: AWS4-HMAC-SHA256 Credential=////\r\n\r\n',
    'POST /%ff%00?a=%&&&=b HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\n%%%',
    'POST / HTTP/1.1\r\nHost: x\r\nX-Amz-Target: .\r\nContent-Length: 0\r\n\r\n',
    'GET /_imds/// HTTP/1.1\r\nHost: x\r\n\r\n',
  ])('that is garbage gets an answer of the 400s: %j', async (text) => {
    expect(await exchange(text)).toMatch(/^HTTP\/1.1 4\d\d /);
    await clients.sts.send(new GetCallerIdentityCommand());
  });
});

describe('dispose', () => {
  it('closes connections that are kept alive, deletes the directory and can be called twice', async () => {
    const other = await startSandbox();
    const { sts } = sandboxClients(other);
    await sts.send(new GetCallerIdentityCommand());
    await other.dispose();
    await other.dispose();
    expect(existsSync(other.world.directory)).toBe(false);
    await expect(fetch(other.url)).rejects.toThrow();
  });
});

describe('startSandbox', () => {
  it('has its instances ready, each in a directory of its own', async () => {
    const instances = [{ os: 'amazon-linux-2' }, { os: 'amazon-linux-2023' }] as const;
    await using started = await startSandbox({ instances });
    expect(started.instances.map(({ os }) => os)).toEqual(instances.map(({ os }) => os));
    const roots = [...started.world.machines.values()].map(({ root }) => root);
    expect(new Set(roots).size).toBe(2);
    for (const root of roots) expect(root.startsWith(started.world.directory)).toBe(true);
  });

  it('takes no time of its own beside that of the instances', async () => {
    let bestMs = Number.POSITIVE_INFINITY;
    // The first that is fast enough decides: the others may have shared the processor.
    for (let attempt = 0; attempt < 5 && bestMs >= 100; attempt++) {
      const startedAt = performance.now();
      await using _ = await startSandbox();
      bestMs = Math.min(bestMs, performance.now() - startedAt);
    }
    expect(bestMs).toBeLessThan(100);
  });

  it('gives the same ids for the same seed', async () => {
    await using one = await startSandbox({ seed: 'a' });
    await using same = await startSandbox({ seed: 'a' });
    await using different = await startSandbox({ seed: 'b' });
    expect(same.keys).toEqual(one.keys);
    expect(different.keys).not.toEqual(one.keys);
  });

  it('says so when its port is taken', async () => {
    const port = Number(new URL(sandbox.url).port);
    await expect(startSandbox({ port })).rejects.toThrow('EADDRINUSE');
  });
});

/** Sends another body than the command's own; it is signed like any other. */
function sendBody(
  command: PutMetricDataCommand | CreateUserCommand,
  body: Buffer,
  headers: Record<string, string> = {},
): void {
  (command as PutMetricDataCommand).middlewareStack.add(
    (next) => (args) => {
      const request = args.request as { body: unknown; headers: Record<string, string> };
      request.body = body;
      Object.assign(request.headers, headers, { 'content-length': String(body.length) });
      return next(args);
    },
    { step: 'build', priority: 'low' },
  );
}

/** What comes back for bytes sent as they are. */
function exchange(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(sandbox.url).port), '127.0.0.1', () =>
      socket.write(text),
    );
    socket.once('data', (data) => {
      resolve(data.toString());
      socket.destroy();
    });
    socket.once('error', reject);
  });
}
