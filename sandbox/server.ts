import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerCall } from './answer-call.ts';
import { ConnectionDropped } from './dispatch.ts';
import { answerMetadata } from './imds.ts';
import type { WireAnswer } from './protocols/protocol.ts';
import { splitUrl, type WireRequest } from './protocols/wire-request.ts';
import { answerPage } from './web-pages.ts';
import type { World } from './world.ts';

/** More than any modelled operation takes. */
const largestBodyBytes = 6 * 1024 * 1024;

export interface Server {
  /** Without a trailing slash. */
  readonly url: string;
  /** Closes connections that are in use, too. */
  close(): Promise<void>;
}

/** Listens on the loopback address only. @param port 0 takes a free one. */
export async function startServer(world: World, port: number): Promise<Server> {
  const server = createServer((request, response) => {
    // A caller who has gone away is no defect; every other error became an answer before.
    respond(world, request, response).catch(() => response.destroy());
  });
  // Longer than an SDK keeps an idle connection, so that the end of one is never met by a request.
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(port, '127.0.0.1', listening);
  });
  const address = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

async function respond(
  world: World,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(incoming);
  if (!body) return tooLarge(world, response);
  const request: WireRequest = {
    method: incoming.method ?? 'GET',
    url: incoming.url ?? '/',
    headers: pairs(incoming.rawHeaders),
    body,
  };
  try {
    const metadata = findMetadataRequest(request.url);
    const answer = metadata
      ? answerFromMetadata(world, incoming, metadata)
      : (answerPage(world, request.url) ?? (await answerCall(world, request)));
    send(world, response, answer);
  } catch (error) {
    if (!(error instanceof ConnectionDropped)) throw error;
    incoming.socket.destroy();
  }
}

function send(world: World, response: ServerResponse, answer: WireAnswer): void {
  // An SDK sets its own clock by this header.
  response.sendDate = false;
  response.writeHead(answer.status, {
    date: new Date(world.clock.now()).toUTCString(),
    'content-length': Buffer.byteLength(answer.body),
    ...answer.headers,
  });
  response.end(answer.body);
}

interface MetadataRequest {
  readonly instanceId: string;
  /** From `/latest` on. */
  readonly path: string;
}

/** Each pretend instance has its metadata service under a path of its own. */
function findMetadataRequest(url: string): MetadataRequest | undefined {
  const [, instanceId, path] = /^\/_imds\/([^/]+)(\/.*)$/.exec(splitUrl(url).path) ?? [];
  return instanceId && path ? { instanceId, path } : undefined;
}

function answerFromMetadata(
  world: World,
  { method = 'GET', headers }: IncomingMessage,
  { instanceId, path }: MetadataRequest,
): WireAnswer {
  const answer = answerMetadata(world, instanceId, { method, path, headers });
  return { ...answer, headers: answer.headers ?? {} };
}

/** `undefined` when it is larger than anything here takes. */
async function readBody(incoming: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Read to its end even so: a client that is still sending does not read an answer.
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= largestBodyBytes) chunks.push(chunk);
  }
  return size <= largestBodyBytes ? Buffer.concat(chunks) : undefined;
}

function tooLarge(world: World, response: ServerResponse): void {
  send(world, response, {
    status: 413,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      __type: 'RequestEntityTooLargeException',
      message: `A request may have ${largestBodyBytes} bytes.`,
    }),
  });
}

function pairs(rawHeaders: readonly string[]): (readonly [string, string])[] {
  const names = rawHeaders.filter((_, index) => index % 2 === 0);
  return names.map((name, index) => [name.toLowerCase(), rawHeaders[index * 2 + 1] ?? ''] as const);
}
