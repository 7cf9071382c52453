import { AwsError } from '../errors.ts';
import type { Input } from '../input.ts';
import type { Route, Service } from '../service.ts';
import { spellError } from './error-names.ts';
import { encodeJson, parseJson } from './json.ts';
import type { Protocol, WireAnswer } from './protocol.ts';
import { header, splitUrl, type WireRequest } from './wire-request.ts';

/** REST-JSON: method and path name the operation, and hold part of its input. */
export function restJson(service: Service): Protocol {
  return {
    operation: (request) => findRoute(service, request)?.route.operation ?? '',
    input: (request) => inputOf(service, request),
    answer: (output, operation, requestId) => {
      const route = service.routes?.find((each) => each.operation === operation);
      return answerOf(route, output as Readonly<Record<string, unknown>>, requestId);
    },
    error: (error, requestId) => {
      const { code, status, message } = spellError(error, 'json', service);
      return {
        status: statuses[error.code] ?? status,
        headers: {
          'content-type': 'application/json',
          'x-amzn-requestid': requestId,
          'x-amzn-errortype': code,
        },
        body: JSON.stringify({
          Type: status < 500 ? 'User' : 'Service',
          message,
          Message: message,
        }),
      };
    },
  };
}

/** Of errors that every service has; JSON RPC answers them with 400. */
const statuses: Readonly<Record<string, number>> = {
  AccessDeniedException: 403,
  UnrecognizedClientException: 403,
  InvalidSignatureException: 403,
  SignatureExpired: 403,
  ExpiredTokenException: 403,
  MissingAuthenticationTokenException: 403,
  ThrottlingException: 429,
};

function findRoute(
  { routes = [] }: Service,
  request: WireRequest,
): { route: Route; members: Record<string, string> } | undefined {
  const { path } = splitUrl(request.url);
  for (const route of routes) {
    if (route.method !== request.method) continue;
    const members = matchPath(route.path, path);
    if (members) return { route, members };
  }
  return undefined;
}

function matchPath(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split('/');
  const given = path.replace(/\/$/, '').split('/');
  if (wanted.length !== given.length) return undefined;
  const members: Record<string, string> = {};
  for (const [index, segment] of wanted.entries()) {
    const value = given[index] ?? '';
    const name = /^\{(\w+)\}$/.exec(segment)?.[1];
    if (name) members[name] = decode(value);
    else if (segment !== value) return undefined;
  }
  return members;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new AwsError('SerializationException', 'The path of the request is malformed.');
  }
}

function inputOf(service: Service, request: WireRequest): Input {
  const found = findRoute(service, request);
  const sent: Record<string, unknown> = {};
  const query = new URLSearchParams(splitUrl(request.url).query);
  for (const name of new Set(query.keys())) {
    const values = query.getAll(name);
    // Members begin with a capital; the names in a URL do not always.
    sent[name.charAt(0).toUpperCase() + name.slice(1)] = values.length > 1 ? values : values[0];
  }
  for (const [name, member] of Object.entries(found?.route.headers ?? {})) {
    const value = header(request, name);
    if (value !== undefined) sent[member] = value;
  }
  const payload = found?.route.payload;
  const body = payload ? { [payload]: request.body.toString('utf8') } : parseJson(request);
  return { ...body, ...sent, ...found?.members };
}

function answerOf(
  route: Route | undefined,
  output: Readonly<Record<string, unknown>>,
  requestId: string,
): WireAnswer {
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    'x-amzn-requestid': requestId,
  };
  const inHeaders = Object.entries(route?.headers ?? {});
  for (const [name, member] of inHeaders)
    if (output[member] !== undefined) headers[name] = String(output[member]);
  const { payload } = route ?? {};
  const status = Number((payload && output.StatusCode) ?? route?.status ?? 200);
  const body = payload ? String(output[payload] ?? '') : status === 204 ? '' : encodeJson(output);
  return { status, headers, body };
}
