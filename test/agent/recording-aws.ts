import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type Answer,
  answerMetadata,
  type InstanceIdentity,
} from '../support/instance-metadata.ts';

export interface Datum {
  readonly MetricName: string;
  readonly Unit?: string;
  readonly Value: number;
  readonly Timestamp: number;
  readonly Dimensions: readonly { readonly Name: string; readonly Value: string }[];
}

export interface PutRequest {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly namespace: string;
  readonly data: readonly Datum[];
}

/** What the metadata service and CloudWatch say; a test changes it as it goes. */
export interface Behaviour extends InstanceIdentity {
  /** Reply to the n-th PutMetricData, counted from 0. */
  answer: (index: number, request: PutRequest) => Answer;
}

/** IMDSv2 and CloudWatch on the loopback address. They check nothing and write everything down. */
export interface RecordingAws extends AsyncDisposable {
  readonly env: Record<string, string>;
  readonly url: string;
  readonly behaviour: Behaviour;
  readonly puts: PutRequest[];
  /** Paths asked of the metadata service, and PUT for a token. */
  readonly metadataCalls: string[];
}

export const requestId = '4cd2b6a0-0000-4000-8000-00000000feed';

export async function startRecordingAws(change: Partial<Behaviour> = {}): Promise<RecordingAws> {
  const behaviour: Behaviour = {
    instanceId: 'i-0123456789abcdef0',
    region: 'eu-west-1',
    roles: ['web-role'],
    accessKey: 'ASIAEXAMPLE000000001',
    secretKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
    token: 'IQoJb3JpZ2luX2VjEXAMPLE+token/with==',
    expiration: new Date(Date.now() + 6 * 3_600_000).toISOString().replace(/\.\d+Z/, 'Z'),
    answer: () => ({ status: 200 }),
    ...change,
  };
  const puts: PutRequest[] = [];
  const metadataCalls: string[] = [];
  const answerImds = (method: string, path: string, headers: IncomingHttpHeaders) => {
    metadataCalls.push(`${method} ${path}`);
    return answerMetadata(behaviour, { method, path, headers });
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const path = request.url ?? '';
      const body = Buffer.concat(chunks).toString('utf8');
      const answer = path.startsWith('/imds/')
        ? answerImds(request.method ?? '', path.replace('/imds/latest/', ''), request.headers)
        : answerPut(behaviour, puts, path, request.headers, body);
      response.writeHead(answer.status, { 'x-amzn-RequestId': requestId, ...answer.headers });
      response.end(answer.body ?? '');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    env: { AWS_ENDPOINT_URL: url, AWS_EC2_METADATA_SERVICE_ENDPOINT: `${url}/imds` },
    url,
    behaviour,
    puts,
    metadataCalls,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function answerPut(
  behaviour: Behaviour,
  puts: PutRequest[],
  path: string,
  headers: IncomingHttpHeaders,
  body: string,
): Answer {
  const { Namespace, MetricData } = JSON.parse(body) as { Namespace: string; MetricData: Datum[] };
  const request = { path, headers, body, namespace: Namespace, data: MetricData };
  puts.push(request);
  return behaviour.answer(puts.length - 1, request);
}

/** An error as CloudWatch's JSON protocol writes it. */
export function failure(status: number, name: string, message: string): Answer {
  const body = JSON.stringify({ __type: `com.amazon.coral.service#${name}`, message });
  return { status, body };
}
