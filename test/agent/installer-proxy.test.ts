import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from './agent-run.ts';
import { type BareInstaller, createBareInstaller } from './bare-installer.ts';
import { protocol, startInstance } from './pretend-instance.ts';

const home = 'opt/aws/amazon-cloudwatch-agent';
const files = {
  'amazon-cloudwatch-agent': `${home}/etc/common-config.toml`,
  awslogs: 'etc/awslogs/proxy.conf',
} as const;
type Shipper = keyof typeof files;

/** Both shippers are there, for others, and everything they are told works. */
function withShippers(): BareInstaller {
  const bare = createBareInstaller('echo \'"Timestamp":1\'');
  const { tree } = bare;
  tree.command('systemctl', 'true');
  tree.command('dpkg-query', 'exit 1');
  for (const unit of ['amazon-cloudwatch-agent', 'awslogsd'])
    tree.write(`usr/lib/systemd/system/${unit}.service`, '');
  tree.write(`${home}/etc/amazon-cloudwatch-agent.d/theirs`, '{}');
  const ctl = [
    '#!/bin/sh',
    'for source; do :; done',
    `cp "\${source#file:}" '${tree.root}/${home}/etc/amazon-cloudwatch-agent.d/file_'"\${source##*/}"`,
    '',
  ].join('\n');
  tree.write(`${home}/bin/amazon-cloudwatch-agent-ctl`, ctl, 0o755);
  tree.write('etc/awslogs/awslogs.conf', '[general]\n');
  tree.write('etc/awslogs/awscli.conf', '[default]\nregion = eu-west-1\n');
  tree.write('payload/log-config', '{}\n');
  tree.write('payload/log-region', 'eu-west-1\n');
  tree.write('payload/proxy', 'http://p:3128\n');
  return bare;
}

const ours = {
  http: '  http_proxy = "http://p:3128"\n',
  https: '  https_proxy = "http://p:3128"\n',
  aside: '  no_proxy = "169.254.169.254"\n',
};
const all = ours.http + ours.https + ours.aside;
const theirs = '[credentials]\n  shared_credential_profile = "monitoring"\n';

const cases: readonly (readonly [string, Shipper, string, string])[] = [
  ['no such file', 'amazon-cloudwatch-agent', '', `[proxy]\n${all}`],
  ['no section', 'amazon-cloudwatch-agent', theirs, `${theirs}[proxy]\n${all}`],
  ['a comment', 'amazon-cloudwatch-agent', '# [proxy]\n', `# [proxy]\n[proxy]\n${all}`],
  [
    'a section, and one behind it',
    'amazon-cloudwatch-agent',
    `${theirs}[proxy]\n\thttps_proxy="http://old:1"\n no_proxy = "a, .b" \n[ssl]\n  http_proxy = "x"\n`,
    `${theirs}[proxy]\n\thttps_proxy= "http://p:3128"\n no_proxy = "a, .b,169.254.169.254" \n${ours.http}[ssl]\n  http_proxy = "x"\n`,
  ],
  [
    'an exception, and a comment behind it',
    'amazon-cloudwatch-agent',
    '[proxy]\nno_proxy = "a"   # inside\n',
    `[proxy]\nno_proxy = "a,169.254.169.254"   # inside\n${ours.http}${ours.https}`,
  ],
  [
    'all of it',
    'amazon-cloudwatch-agent',
    '[proxy]\nno_proxy = "169.254.169.254,b"\nhttp_proxy = ""\nhttps_proxy = ""',
    '[proxy]\nno_proxy = "169.254.169.254,b"\nhttp_proxy = "http://p:3128"\nhttps_proxy = "http://p:3128"\n',
  ],
  [
    'what the package brings',
    'awslogs',
    'HTTP_PROXY=\nHTTPS_PROXY=\nNO_PROXY=\n',
    'HTTP_PROXY=http://p:3128\nHTTPS_PROXY=http://p:3128\nNO_PROXY=169.254.169.254\n',
  ],
  [
    'other variables',
    'awslogs',
    'AWS_CA_BUNDLE=/etc/ca.pem\nexport NO_PROXY="a"\nMY_NO_PROXY=x\n# HTTP_PROXY=y\n',
    'AWS_CA_BUNDLE=/etc/ca.pem\nexport NO_PROXY="a,169.254.169.254"\nMY_NO_PROXY=x\n# HTTP_PROXY=y\nHTTP_PROXY=http://p:3128\nHTTPS_PROXY=http://p:3128\n',
  ],
];

describe.each(['gawk', 'mawk', 'busybox awk'])('with %s, the proxy is put into settings', (awk) => {
  it.each(cases)(
    'that hold %s (%s), and nothing else of them changes',
    async (...[, shipper, before, after]) => {
      using bare = withShippers();
      bare.tree.command('awk', `exec ${awk} "$@"`);
      if (before) bare.tree.write(files[shipper], before);
      const first = await bare.install('dash', 'install-logs', shipper);
      expect(first, first.stdout + first.stderr).toMatchObject({ code: 0 });
      expect(bare.tree.read(files[shipper])).toBe(after);
      const again = await bare.install('dash', 'install-logs', shipper);
      expect(again.stdout).not.toContain('cwz changed');
      await bare.install('dash', 'uninstall');
      expect(bare.tree.read(files[shipper])).toBe(before);
    },
  );
});

describe('a proxy that was given', () => {
  it('is replaced by another, and taken back from what somebody wrote in between', async () => {
    using bare = withShippers();
    const file = files['amazon-cloudwatch-agent'];
    bare.tree.write(file, theirs);
    const install = () => bare.install('dash', 'install-logs', 'amazon-cloudwatch-agent');
    await install();
    bare.tree.write('payload/proxy', 'http://q:1\n');
    await install();
    expect(bare.tree.read(file)).toContain('https_proxy = "http://q:1"');
    bare.tree.write('payload/proxy', '');
    await install();
    expect(bare.tree.read(file)).toBe(theirs);
    bare.tree.write(file, `${theirs}# later\n`);
    bare.tree.write('payload/proxy', 'http://q:1\n');
    await install();
    await bare.install('dash', 'uninstall');
    expect(bare.tree.read(file)).toBe(`${theirs}# later\n`);
  });

  it('stays where somebody changed the file since', async () => {
    using bare = withShippers();
    const file = files.awslogs;
    await bare.install('dash', 'install-logs', 'awslogs');
    const changed = `${bare.tree.read(file)}AWS_CA_BUNDLE=/etc/ca.pem\n`;
    bare.tree.write(file, changed);
    await bare.install('dash', 'uninstall');
    expect(bare.tree.read(file)).toBe(changed);
  });
});

it.each([
  ['amazon-linux-2', 'awslogs', 'awslogsd', 'yum'],
  ['amazon-linux-2023', 'amazon-cloudwatch-agent', 'amazon-cloudwatch-agent', 'dnf'],
] as const)(
  'on %s a proxy with which %s does not start is taken back',
  async (os, shipper, unit, yum) => {
    await using instance = await startInstance(os, 'Monitoring');
    const settings = join(instance.machine.root, files[shipper]);
    await instance.sh(`${yum} -y install ${shipper}`);
    const before = readFileSync(settings, 'utf8');
    const start = `.pretend/lib/start-${unit}.service.sh`;
    await instance.sh(`echo '! grep -q example "$ROOT/${files[shipper]}"' >"$ROOT/${start}"`);
    for (const first of [true, false]) {
      if (!first) {
        instance.payload('proxy', '');
        expect(await instance.install('dash', 'install-logs', shipper)).toMatchObject({
          exitCode: 0,
        });
      }
      instance.payload('proxy', 'http://proxy.example:3128\n');
      const result = await instance.install('dash', 'install-logs', shipper);
      expect(protocol(result, 'error')).toEqual([expect.stringMatching(/^log-shipper-inactive /)]);
      expect(readFileSync(settings, 'utf8')).toBe(before);
    }
    expect(instance.machine.activeUnits()).toContain(`${unit}.service`);
  },
);

it('the copy named uninstall reads no payload where it is called', async () => {
  using bare = createBareInstaller('echo \'"Timestamp":1\'');
  bare.tree.command('dpkg-query', 'exit 1');
  expect(await bare.install('dash', 'install-agent')).toMatchObject({ code: 0 });
  bare.tree.write('home/proxy/x', '');
  const env = { PATH: `${bare.tree.bin}:${process.env.PATH}`, ROOT: bare.tree.root };
  const uninstall = join(bare.tree.root, 'usr/local/libexec/cloudwatch-wizard/uninstall');
  expect(await run(['dash', uninstall], env, join(bare.tree.root, 'home'))).toMatchObject({
    code: 0,
  });
});
