import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
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
  readonly StorageResolution?: number;
  readonly Dimensions: readonly { readonly Name: string; readonly Value: string }[];
}

export interface PutRequest {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** As it came over the wire; `body` is what it says. */
  readonly bytes: Buffer;
  readonly body: string;
  readonly namespace: string;
  readonly data: readonly Datum[];
}

/** What the metadata service and CloudWatch say; a test changes it as it goes. */
export interface Behaviour extends InstanceIdentity {
  /** What EC2 answers to a question for tags. */
  tags: (question: TagQuestion) => Answer;
  /** What the metadata service answers instead of what it knows. */
  metadata: (path: string) => Answer | undefined;
  /** Reply to the n-th PutMetricData, counted from 0. */
  answer: (index: number, request: PutRequest) => Answer;
}

/** IMDSv2 and CloudWatch on the loopback address. They check nothing and write everything down. */
export interface RecordingAws extends AsyncDisposable {
  readonly env: Record<string, string>;
  readonly url: string;
  readonly behaviour: Behaviour;
  readonly puts: PutRequest[];
  readonly tagQuestions: TagQuestion[];
  /** Paths asked of the metadata service, and PUT for a token. */
  readonly metadataCalls: string[];
}

export interface TagQuestion extends Pick<PutRequest, 'path' | 'headers' | 'body' | 'bytes'> {}

/** EC2's answer for an instance of that Auto Scaling group; `undefined`: it is in none. */
export function tagAnswer(group: string | undefined): Answer {
  const item = `<item><key>aws:autoscaling:groupName</key><value>${group}</value></item>`;
  const body = `<DescribeTagsResponse><tagSet>${group === undefined ? '' : item}</tagSet></DescribeTagsResponse>`;
  return { status: 200, body };
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
    imageId: 'ami-0123456789abcdef0',
    instanceType: 't3.micro',
    tags: () => tagAnswer('web-asg'),
    metadata: () => undefined,
    answer: () => ({ status: 200 }),
    ...change,
  };
  const puts: PutRequest[] = [];
  const metadataCalls: string[] = [];
  const tagQuestions: TagQuestion[] = [];
  const answerImds = (method: string, path: string, headers: IncomingHttpHeaders) => {
    metadataCalls.push(`${method} ${path}`);
    return behaviour.metadata(path) ?? answerMetadata(behaviour, { method, path, headers });
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const path = request.url ?? '';
      const { headers, method = '' } = request;
      const bytes = Buffer.concat(chunks);
      const answer = () => {
        if (path.startsWith('/imds/'))
          return answerImds(method, path.replace('/imds/latest/', ''), headers);
        if (!headers['x-amz-target']) {
          const question = { path, headers, bytes, body: bytes.toString('utf8') };
          tagQuestions.push(question);
          return behaviour.tags(question);
        }
        return answerPut(behaviour, puts, path, headers, bytes);
      };
      reply(answer());
    });
    const reply = (answer: Answer) => {
      response.writeHead(answer.status, { 'x-amzn-RequestId': requestId, ...answer.headers });
      response.end(answer.body ?? '');
    };
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    env: { AWS_ENDPOINT_URL: url, AWS_EC2_METADATA_SERVICE_ENDPOINT: `${url}/imds` },
    url,
    behaviour,
    puts,
    metadataCalls,
    tagQuestions,
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
  bytes: Buffer,
): Answer {
  const zipped = headers['content-encoding'] === 'gzip';
  const body = (zipped ? gunzipSync(bytes) : bytes).toString('utf8');
  // Where it is no JSON, an answer all the same: a test that waits for one hangs.
  if (!body.startsWith('{')) return { status: 400, body: `not JSON: ${body}` };
  const { Namespace, MetricData } = JSON.parse(body) as { Namespace: string; MetricData: Datum[] };
  const request = { path, headers, bytes, body, namespace: Namespace, data: MetricData };
  puts.push(request);
  return behaviour.answer(puts.length - 1, request);
}

/** An error as CloudWatch's JSON protocol writes it. */
export function failure(status: number, name: string, message: string): Answer {
  const body = JSON.stringify({ __type: `com.amazon.coral.service#${name}`, message });
  return { status, body };
}
