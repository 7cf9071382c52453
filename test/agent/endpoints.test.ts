import { rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { agentScript, createTree, type InstanceTree, shellKinds } from './agent-run.ts';
import { giveFreshInstance } from './fresh-instance.ts';
import { type RecordingAws, startRecordingAws } from './recording-aws.ts';
import { hasRightSignature } from './signature.ts';

/** Says what curl was told, and sends nothing. */
const recordConfig = (root: string) =>
  `cat >>'${root}/curl-config'; printf 'Date: x\\n' >'${root}/run/cloudwatch-wizard/headers'; printf 200`;

describe.each(shellKinds)('endpoints under %s', (shell) => {
  let aws: RecordingAws;
  let tree: InstanceTree;
  giveFreshInstance((fresh) => {
    ({ aws, tree } = fresh);
  });

  const cases: readonly (readonly [string, string, Record<string, string>, string])[] = [
    ['eu-west-1', 'amazonaws.com', {}, 'monitoring.eu-west-1.amazonaws.com'],
    [
      'us-west-2',
      'amazonaws.com',
      { AWS_USE_FIPS_ENDPOINT: 'true' },
      'monitoring-fips.us-west-2.amazonaws.com',
    ],
    [
      'us-west-2',
      'amazonaws.com',
      { AWS_USE_DUALSTACK_ENDPOINT: 'TRUE' },
      'monitoring.us-west-2.api.aws',
    ],
    [
      'us-west-2',
      'amazonaws.com',
      { AWS_USE_DUALSTACK_ENDPOINT: 'true', AWS_USE_FIPS_ENDPOINT: 'true' },
      'monitoring-fips.us-west-2.api.aws',
    ],
    [
      'us-gov-west-1',
      'amazonaws.com',
      { AWS_USE_FIPS_ENDPOINT: 'true' },
      'monitoring.us-gov-west-1.amazonaws.com',
    ],
    ['cn-north-1', 'amazonaws.com.cn', {}, 'monitoring.cn-north-1.amazonaws.com.cn'],
    [
      'cn-north-1',
      'amazonaws.com.cn',
      { AWS_USE_DUALSTACK_ENDPOINT: 'true' },
      'monitoring.cn-north-1.api.amazonwebservices.com.cn',
    ],
    ['us-iso-east-1', 'c2s.ic.gov', {}, 'monitoring.us-iso-east-1.c2s.ic.gov'],
  ];

  it.each(cases)('in %s of %s with %j is %s', async (region, domain, variables, host) => {
    tree.write(
      'run/cloudwatch-wizard/identity',
      `none i-0123456789abcdef0 ${region} ${domain} 1 - -\n`,
    );
    const { AWS_ENDPOINT_URL: _, ...env } = aws.env;
    const words = [agentScript, '--mem-util', '--verify', '--verbose'];
    const { stdout, stderr } = await tree.run(shell, words, { ...env, ...variables });
    expect(stderr).toBe('');
    expect(stdout).toContain(`\nEndpoint: https://${host}\n`);
  });

  it('are the Region of the instance, not its zone: a Local Zone has another name', async () => {
    aws.behaviour.region = 'us-west-2';
    const { AWS_ENDPOINT_URL: _, ...env } = aws.env;
    const words = [agentScript, '--mem-util', '--verify', '--verbose'];
    expect((await tree.run(shell, words, env)).stdout).toContain(
      'Endpoint: https://monitoring.us-west-2.amazonaws.com\n',
    );
    expect(aws.metadataCalls.join()).not.toContain('availability-zone');
  });

  it('are trusted by AWS_CA_BUNDLE where it is set', async () => {
    await tree.run(shell, [agentScript, '--mem-util'], aws.env);
    tree.command('curl', recordConfig(tree.root));
    const env = { ...aws.env, AWS_CA_BUNDLE: '/etc/company ca.pem' };
    await tree.run(shell, [agentScript, '--mem-util'], env);
    expect(tree.read('curl-config')).toContain('\ncacert = "/etc/company ca.pem"\n');
    const words = [agentScript, '--mem-util'];
    const wrong = await tree.run(shell, words, { ...aws.env, AWS_CA_BUNDLE: '/a"b' });
    expect(wrong.stderr).toContain("Unsupported path '/a\"b' in AWS_CA_BUNDLE.");
  });

  it('are trusted by Amazon’s authorities of the bundle that Red Hat has', async () => {
    const block = (name: string) =>
      `# ${name}\n-----BEGIN CERTIFICATE-----\n${name}\n-----END CERTIFICATE-----\n\n`;
    tree.write(
      'etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
      ['Other CA', 'Amazon Root CA 1', 'Else', 'Starfield Services Root Certificate Authority - G2']
        .map(block)
        .join(''),
    );
    await tree.run(shell, [agentScript, '--mem-util'], aws.env);
    const picked = tree.read('run/cloudwatch-wizard/amazon-ca');
    expect(picked).toBe(
      block('Amazon Root CA 1') + block('Starfield Services Root Certificate Authority - G2'),
    );
    tree.command('curl', recordConfig(tree.root));
    await tree.run(shell, [agentScript, '--mem-util'], aws.env);
    expect(tree.read('curl-config')).toContain(
      `\ncacert = "${tree.root}/run/cloudwatch-wizard/amazon-ca"\n`,
    );
  });

  it('are reached through a proxy, the metadata service is not', async () => {
    const through: string[] = [];
    const proxy = createServer((_request, response) => response.writeHead(500).end());
    proxy.on('connect', (request, client, head) => {
      through.push(request.url ?? '');
      const [host, port] = (request.url ?? '').split(':');
      const upstream = connect(Number(port), host, () => {
        client.write('HTTP/1.1 200 OK\r\nDate: Thu, 01 Jan 1970 00:00:00 GMT\r\n\r\n');
        upstream.write(head);
        upstream.pipe(client).pipe(upstream);
        for (const end of [client, upstream]) end.on('error', () => {});
      });
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    const target = new URL(aws.url).host;
    const env = { ...aws.env, http_proxy: address, HTTPS_PROXY: address };
    const https = { ...env, AWS_ENDPOINT_URL: aws.url.replace('http:', 'https:') };
    // No TLS behind it: what is looked at is who was asked.
    await tree.run(shell, [agentScript, '--mem-util'], https);
    expect(new Set(through)).toEqual(new Set([target]));
    expect(aws.metadataCalls).toContain('GET meta-data/instance-id');
    const before = through.length;
    const aside = { ...env, NO_PROXY: '127.0.0.1' };
    expect((await tree.run(shell, [agentScript, '--mem-util'], aside)).code).toBe(0);
    expect(through).toHaveLength(before);
    proxy.closeAllConnections();
    await new Promise<void>((resolve) => proxy.close(() => resolve()));
  });
});

describe.each(shellKinds)('what is sent under %s', (shell) => {
  it('is compressed on request, and signed as it goes over the wire', async () => {
    await using aws = await startRecordingAws();
    using tree = createTree();
    const words = [
      '--swap-util',
      '--mem-util',
      '--mem-used',
      '--mem-avail',
      '--aggregated',
      '--enable-compression',
    ];
    await tree.run(shell, [agentScript, ...words], aws.env);
    const [put] = aws.puts;
    expect(put?.headers['content-encoding']).toBe('gzip');
    expect(put?.bytes.length).toBeLessThan((put?.body.length ?? 0) / 3);
    expect(put?.data).toHaveLength(16);
    expect(put && hasRightSignature(put, aws.behaviour.secretKey)).toBe(true);
    tree.command('gzip', 'exit 127');
    await tree.run(shell, [agentScript, ...words], aws.env);
    await tree.run(shell, [agentScript, '--mem-util', '--enable-compression'], aws.env);
    expect(aws.puts.slice(1).map(({ headers }) => headers['content-encoding'])).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('is split where one request cannot hold it; the heartbeat goes last', async () => {
    await using aws = await startRecordingAws();
    using tree = createTree();
    const rows = Array.from(
      { length: 400 },
      (_, at) => `/dev/x${at} 100 ${at % 100} 50 1% /mnt/${at}`,
    );
    tree.write('df-output', `${rows.join('\n')}\n`);
    tree.write('mnt/file', '');
    const paths = rows.map(() => '--disk-path=/mnt');
    const words = [...paths, '--disk-space-util', '--disk-space-used', '--disk-space-avail'];
    const heart = ['--mem-util', '--heartbeat=0,h,n'];
    const ran = await tree.run(shell, [agentScript, ...words, ...heart], aws.env);
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(aws.puts.map(({ data }) => data.length)).toEqual([1000, 202]);
    const all = aws.puts.flatMap(({ data }) => data);
    expect(all.at(-1)?.MetricName).toBe('WizardHeartbeat');
    expect(
      new Set(all.map((datum) => JSON.stringify([datum.MetricName, datum.Dimensions]))).size,
    ).toBe(1202);
    for (const put of aws.puts) expect(hasRightSignature(put, aws.behaviour.secretKey)).toBe(true);
  });

  it('is available memory as the kernel estimates it, on request', async () => {
    await using aws = await startRecordingAws();
    using tree = createTree();
    const words = ['--mem-util', '--mem-used', '--mem-avail', '--available=kernel'];
    await tree.run(shell, [agentScript, ...words], aws.env);
    expect(aws.puts[0]?.data.map(({ Value }) => Value)).toEqual([
      32.6503683066631, 1284.55859375, 2649.7265625,
    ]);
    tree.write('proc/meminfo', tree.read('proc/meminfo').replace(/MemAvailable.*\n/, ''));
    const old = await tree.run(shell, [agentScript, ...words], aws.env);
    expect(old.stderr).toContain('ERROR: No metrics prepared for submission to CloudWatch.');
  });

  it('has names in ASCII, as CloudWatch wants them', async () => {
    await using aws = await startRecordingAws();
    using tree = createTree();
    tree.write('df-output', '/dev/my disk 100 40 60 40% /데이터\n:odd 100 40 60 40% /odd\n');
    const words = ['--disk-path=/', '--disk-path=/data', '--disk-space-util'];
    const { stdout } = await tree.run(shell, [agentScript, ...words], aws.env);
    expect(aws.puts[0]?.data.map(({ Dimensions }) => Dimensions.map(({ Value }) => Value))).toEqual(
      [['/dev/my disk', 'i-0123456789abcdef0', '/%EB%8D%B0%EC%9D%B4%ED%84%B0']],
    );
    expect(stdout).toContain('Successfully');
  });
});

describe.each(shellKinds)('without syslog under %s', (shell) => {
  it('tells cron what nobody else would hear', async () => {
    using tree = createTree();
    rmSync(join(tree.root, 'dev/log'));
    const words = [agentScript, '--from-cron', '--mem-util', '--memory-units=foo'];
    const { code, stderr } = await tree.run(shell, words);
    expect(code).toBe(1);
    expect(stderr).toBe(
      "CloudWatch-PutInstanceData: Unsupported memory units 'foo'. Use Bytes, Kilobytes, Megabytes, or Gigabytes.\n",
    );
    expect(tree.syslog()).toBe('');
  });
});
