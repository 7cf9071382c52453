import { createServer, type IncomingMessage, request as openRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { VirtualClock } from '../../../sandbox/clock.ts';
import { answerMetadata } from '../../support/instance-metadata.ts';
import { type Answer, type Call, readCall } from './call.ts';
import type { RoleOnInstance } from './role-on-instance.ts';

/** Who a call got its answer from. `amended`: moto's, with something put right in it. */
export type Judge = 'moto' | 'amended' | 'layer';

type OwnAnswer = (call: Call) => Answer | Promise<Answer | undefined>;

export interface LayerParts {
  readonly motoUrl: string;
  readonly clock: VirtualClock;
  readonly instance: { readonly instanceId: string; readonly region: string };
  readonly role: () => Promise<RoleOnInstance | undefined>;
  /** By `service:Operation`: what moto cannot answer; `undefined` when it can after all. */
  readonly own: Readonly<Record<string, OwnAnswer>>;
  /** By `service:Operation`: what is put right in moto's answer; `undefined` when nothing is. */
  readonly amend: Readonly<
    Record<string, (answer: Answer) => Answer | undefined | Promise<Answer | undefined>>
  >;
}

export interface Layer extends AsyncDisposable {
  readonly url: string;
  /** How often each operation was called, and who answered. */
  readonly tally: ReadonlyMap<string, Readonly<Record<Judge, number>>>;
}

/** Stands between an instance and its user on one side, and moto on the other. */
export async function startLayer(parts: LayerParts): Promise<Layer> {
  const tally = new Map<string, Record<Judge, number>>();
  const count = ({ service, operation }: Call, judge: Judge) => {
    const name = `${service}:${operation}`;
    const counts = tally.get(name) ?? { moto: 0, amended: 0, layer: 0 };
    counts[judge]++;
    tally.set(name, counts);
  };
  const server = createServer(async (incoming, response) => {
    const body = await readAll(incoming);
    const answer = await (incoming.url?.startsWith('/imds/')
      ? metadata(parts, incoming)
      : answerCall(parts, readCall(incoming.headers, body), count)
    ).catch((error: Error) => ({ status: 500, headers: {}, body: String(error.stack) }));
    response.sendDate = false;
    response.writeHead(answer.status, {
      ...answer.headers,
      'content-length': Buffer.byteLength(answer.body),
      date: new Date(parts.clock.now()).toUTCString(),
    });
    response.end(answer.body);
  });
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    tally,
    [Symbol.asyncDispose]: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

async function answerCall(
  { own, amend, motoUrl }: LayerParts,
  call: Call,
  count: (call: Call, judge: Judge) => void,
): Promise<Answer> {
  const name = `${call.service}:${call.operation}`;
  const ownAnswer = await own[name]?.(call);
  if (ownAnswer) {
    count(call, 'layer');
    return ownAnswer;
  }
  const answer = await askMoto(motoUrl, call);
  const amended = refusalAsJson(call, answer) ?? (await amend[name]?.(answer));
  count(call, amended ? 'amended' : 'moto');
  return amended ?? answer;
}

/** As it came, `Host:` too, which is signed. */
function askMoto(motoUrl: string, { headers, body }: Call): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = openRequest(motoUrl, { method: 'POST', headers, path: '/' }, async (answer) => {
      resolve({
        status: answer.statusCode ?? 500,
        headers: { 'content-type': answer.headers['content-type'] ?? '' },
        body: await readAll(answer),
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** moto refuses calls in XML, whatever the service speaks. */
function refusalAsJson({ isJson }: Call, answer: Answer): Answer | undefined {
  if (!isJson || answer.status !== 403) return undefined;
  const text = String(answer.body);
  const inside = (tag: string) => new RegExp(`<${tag}>([^<]*)</${tag}>`).exec(text)?.[1] ?? '';
  const body = JSON.stringify({ __type: `${inside('Code')}Exception`, message: inside('Message') });
  return { status: 400, headers: { 'content-type': 'application/x-amz-json-1.1' }, body };
}

async function metadata(parts: LayerParts, incoming: IncomingMessage): Promise<Answer> {
  const role = await parts.role();
  const identity = {
    ...parts.instance,
    roles: role ? [role.name] : [],
    accessKey: role?.keys.accessKeyId ?? '',
    secretKey: role?.keys.secretAccessKey ?? '',
    token: role?.keys.sessionToken ?? '',
    expiration: `${new Date(parts.clock.now() + 3_600_000).toISOString().slice(0, 19)}Z`,
  };
  const path = incoming.url?.replace('/imds/latest/', '') ?? '';
  const { method = 'GET', headers } = incoming;
  return { headers: {}, body: '', ...answerMetadata(identity, { method, path, headers }) };
}

async function readAll(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}
