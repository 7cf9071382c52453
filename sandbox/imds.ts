import type { EpochMs } from './clock.ts';
import { findInstance } from './services/ec2/instance-role.ts';
import { metadataTree } from './services/ec2/metadata-tree.ts';
import { type Ec2Instance, stateAt } from './services/ec2/state.ts';
import type { World } from './world.ts';

export interface MetadataRequest {
  readonly method: string;
  /** e.g. `/latest/meta-data/instance-id`. */
  readonly path: string;
  /** Names in lower case, as Node gives them. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

export interface MetadataAnswer {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const ttlHeader = 'x-aws-ec2-metadata-token-ttl-seconds';
const tokenHeader = 'x-aws-ec2-metadata-token';
const longestTtlSeconds = 21_600;

const reasons: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
};

/** The instance metadata service of one instance: IMDSv2, and v1 where the instance allows it. */
export function answerMetadata(
  world: World,
  instanceId: string,
  request: MetadataRequest,
): MetadataAnswer {
  const instance = findInstance(world, instanceId);
  const now = world.clock.now();
  // A machine that is off has nobody to ask; this is only seen from outside it.
  if (!instance || stateAt(instance.state, now) === 'terminated') return failure(404);
  if (instance.metadataOptions.httpEndpoint === 'disabled') return failure(403);
  const path = request.path.replace(/\?.*$/, '').replace(/\/{2,}/g, '/');
  if (path === '/latest/api/token') return answerToken(world, instance, request);
  if (request.method !== 'GET' && request.method !== 'HEAD') return failure(405);
  if (!isAdmitted(instance, request, now)) return failure(401);
  const body = read(metadataTree(world, instance), path);
  return body === undefined ? failure(404) : success(body);
}

function answerToken(
  world: World,
  instance: Ec2Instance,
  request: MetadataRequest,
): MetadataAnswer {
  if (request.method !== 'PUT') return failure(405);
  // A call that came through a proxy never gets a token.
  if (request.headers['x-forwarded-for'] !== undefined) return failure(403);
  const asked = String(request.headers[ttlHeader] ?? '');
  const ttlSeconds = /^\d{1,5}$/.test(asked) ? Number(asked) : 0;
  if (ttlSeconds < 1 || ttlSeconds > longestTtlSeconds) return failure(400);
  const now = world.clock.now();
  for (const [token, endsAt] of instance.metadataTokens)
    if (endsAt <= now) instance.metadataTokens.delete(token);
  const token = `${world.ids.upper('AQAEA', 54)}==`;
  instance.metadataTokens.set(token, now + ttlSeconds * 1000);
  return { ...success(token), headers: { 'content-type': 'text/plain', [ttlHeader]: asked } };
}

/** A token must be a good one even where none is needed. */
function isAdmitted(instance: Ec2Instance, request: MetadataRequest, now: EpochMs): boolean {
  const token = request.headers[tokenHeader];
  if (token === undefined) return instance.metadataOptions.httpTokens === 'optional';
  return now < (instance.metadataTokens.get(String(token)) ?? 0);
}

/** A leaf's text, or the names under a branch, one a line, branches with a slash at the end. */
function read(tree: ReturnType<typeof metadataTree>, path: string): string | undefined {
  const leaf = tree.get(path);
  if (leaf !== undefined) return typeof leaf === 'string' ? leaf : leaf();
  const prefix = path.endsWith('/') ? path : `${path}/`;
  const below = [...tree.keys()].filter((each) => each.startsWith(prefix));
  const names = below.map((each) => each.slice(prefix.length).replace(/\/.*$/, '/'));
  return names.length === 0 ? undefined : [...new Set(names)].join('\n');
}

function success(body: string): MetadataAnswer {
  return { status: 200, body, headers: { 'content-type': 'text/plain' } };
}

function failure(status: number): MetadataAnswer {
  const title = `${status} - ${reasons[status]}`;
  return {
    status,
    body: `<?xml version="1.0" encoding="iso-8859-1"?>\n<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`,
    headers: { 'content-type': 'text/html' },
  };
}
