import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { agentScript, createTree, type InstanceTree, shells } from './agent-run.ts';
import { startRecordingAws, tagAnswer } from './recording-aws.ts';

/** A certificate for 127.0.0.1 that signs itself, so it is its own authority. */
function makeCertificate(tree: InstanceTree, name: string): string {
  const file = join(tree.root, name);
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
      ...['-days', '2', '-subj', `/CN=${name}`, '-addext', 'subjectAltName=IP:127.0.0.1'],
      ...['-keyout', `${file}.key`, '-out', file],
    ],
    { stdio: 'pipe' },
  );
  return file;
}

async function startTlsCloudWatch(certificate: string) {
  let answered = 0;
  let refusedByClient = 0;
  const server = createServer(
    { cert: readFileSync(certificate), key: readFileSync(`${certificate}.key`) },
    (request, response) => {
      answered += 1;
      response.end(request.headers['x-amz-target'] ? '' : tagAnswer('web-asg').body);
    },
  );
  server.on('tlsClientError', () => {
    refusedByClient += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    counts: () => ({ answered, refusedByClient }),
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

describe.each(shells)('https under %s', (shell) => {
  it('trusts Amazon’s own authority without reading all the others', async () => {
    using tree = createTree();
    const authority = makeCertificate(tree, 'amazon');
    await using cloudWatch = await startTlsCloudWatch(authority);
    await using aws = await startRecordingAws();
    tree.write('etc/ssl/certs/Amazon_Root_CA_1.pem', readFileSync(authority, 'utf8'));
    const env = { ...aws.env, AWS_ENDPOINT_URL: cloudWatch.url, SSL_CERT_FILE: '/dev/null' };
    expect((await tree.run(shell, [agentScript, '--mem-util'], env)).code).toBe(0);
    expect(cloudWatch.counts()).toEqual({ answered: 1, refusedByClient: 0 });
  });

  it.each([[], ['--auto-scaling=only']])(
    'falls back to what the system trusts, and remembers it %s',
    async (...options) => {
      using tree = createTree();
      const company = makeCertificate(tree, 'company');
      await using cloudWatch = await startTlsCloudWatch(company);
      await using aws = await startRecordingAws();
      const amazon = makeCertificate(tree, 'amazon');
      tree.write('etc/ssl/certs/Amazon_Root_CA_1.pem', readFileSync(amazon, 'utf8'));
      const env = { ...aws.env, AWS_ENDPOINT_URL: cloudWatch.url, SSL_CERT_FILE: company };
      for (let round = 0; round < 2; round += 1)
        expect((await tree.run(shell, [agentScript, '--mem-util', ...options], env)).code).toBe(0);
      const answered = 2 + options.length;
      expect(cloudWatch.counts()).toEqual({ answered, refusedByClient: 1 });
      expect(tree.slept()).toEqual([]);
    },
  );

  it('sends nothing to a server that nobody vouches for', async () => {
    using tree = createTree();
    await using cloudWatch = await startTlsCloudWatch(makeCertificate(tree, 'stranger'));
    await using aws = await startRecordingAws();
    const env = { ...aws.env, AWS_ENDPOINT_URL: cloudWatch.url };
    const { code, stderr } = await tree.run(shell, [agentScript, '--mem-util'], env);
    expect(code).toBe(1);
    expect(stderr).toContain('ERROR: Failed to call CloudWatch: curl: (60) ');
    expect(cloudWatch.counts().answered).toBe(0);
  });
});
