import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type RecordingAws, startRecordingAws } from '../../../test/agent/recording-aws.ts';

/** CloudWatch by HTTPS and a metadata service, on the loopback address. */
export interface StandIn extends AsyncDisposable {
  readonly url: string;
  readonly imds: RecordingAws;
  /** Path of the certificate, which is its own authority. */
  readonly authority: string;
  /** Requests that were answered. */
  answered(): number;
}

export async function startStandIn(directory: string): Promise<StandIn> {
  const authority = makeCertificate(directory);
  const imds = await startRecordingAws();
  let answered = 0;
  const server = createServer(
    { cert: readFileSync(authority), key: readFileSync(`${authority}.key`) },
    (request, response) => {
      request.resume();
      request.on('end', () => {
        answered += 1;
        // What CloudWatch answers in the protocol of the AWS CLI has to be one of its documents.
        response.setHeader('content-type', String(request.headers['content-type']));
        response.end('');
      });
    },
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    imds,
    authority,
    answered: () => answered,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await imds[Symbol.asyncDispose]();
    },
  };
}

function makeCertificate(directory: string): string {
  const file = join(directory, 'authority.pem');
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
      ...['-days', '2', '-subj', '/CN=bench', '-addext', 'subjectAltName=IP:127.0.0.1'],
      ...['-keyout', `${file}.key`, '-out', file],
    ],
    { stdio: 'pipe' },
  );
  return file;
}
