import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { noFlags } from '../../wizard/flags/flags.ts';
import { agentScript } from '../../wizard/verbs/agent-script.ts';
import { run, shells } from './agent-run.ts';
import { createBareInstaller } from './bare-installer.ts';
import { type PretendInstance, protocol, startInstance } from './pretend-instance.ts';
import { startRecordingAws } from './recording-aws.ts';

const ownLines =
  '*/5 * * * * ~/mon-put-instance-data.pl --mem-util -aggregated=only --memory-units BYTES --disk-path=/data --aws-secret-key=HUSH --auto-scaling --from-cron\n0 3 * * * backup\n# mon-put-instance-data.pl in a comment\n';

describe.each(shells)('cron lines of the retired script under %s', (shell) => {
  const crontab = (instance: PretendInstance) =>
    join(instance.machine.root, 'var/spool/cron/ec2-user');
  async function withLines() {
    const instance = await startInstance('amazon-linux-2', 'Monitoring');
    await instance.sh(
      `mkdir -p "$ROOT/var/spool/cron"; umask 077; cat >"$ROOT/var/spool/cron/ec2-user" <<'END'\n${ownLines}END`,
    );
    return instance;
  }

  it('are found, with what of them changes the data and no key', async () => {
    await using instance = await withLines();
    const facts = protocol(await instance.install(shell, 'probe'), 'fact');
    expect(facts.filter((fact) => fact.startsWith('old_'))).toEqual([
      'old_option=--aggregated',
      'old_option=--memory-units=BYTES',
      'old_option=--disk-path=/data',
      'old_option=--auto-scaling',
      'old_lines=/var/spool/cron/ec2-user',
    ]);
    expect(facts.join()).not.toContain('HUSH');
  });

  it('are commented out when asked, once, and put back by uninstall', async () => {
    await using instance = await withLines();
    await instance.install(shell, 'install-cron');
    const first = await instance.install(shell, 'migrate-cron');
    expect(protocol(first, 'changed')).toEqual(['/var/spool/cron/ec2-user']);
    const lines = ownLines.split('\n');
    expect(readFileSync(crontab(instance), 'utf8')).toBe(
      [`#cloudwatch-wizard# ${lines[0]}`, ...lines.slice(1)].join('\n'),
    );
    expect(statSync(crontab(instance)).mode & 0o777).toBe(0o600);
    expect(protocol(await instance.install(shell, 'migrate-cron'), 'changed')).toEqual([]);
    const facts = protocol(await instance.install(shell, 'probe'), 'fact').join();
    expect(facts).not.toMatch(/foreign_sender|old_/);
    await instance.install(shell, 'uninstall');
    expect(readFileSync(crontab(instance), 'utf8')).toBe(ownLines);
  });
});

describe.each(['dash', 'bash'])('without cron and a repository under %s', (shell) => {
  it('a timer of systemd sends, is found by a probe, repeated without a change, and taken away', async () => {
    await using instance = await startInstance('amazon-linux-2023', 'Monitoring');
    const before = await instance.snapshot();
    await instance.sh(': >"$ROOT/.pretend/repository-down"');
    await instance.install(shell, 'install-agent');
    const cron = await instance.install(shell, 'install-cron');
    expect(cron).toMatchObject({ exitCode: 0 });
    expect(protocol(cron, 'changed')).toContain('unit cloudwatch-wizard.timer started');
    expect(protocol(await instance.install(shell, 'install-cron'), 'changed')).toEqual([]);
    const facts = protocol(await instance.install(shell, 'probe'), 'fact');
    const entry = readFileSync(join(instance.machine.root, 'etc/cloudwatch-wizard/cron-entry'));
    expect(entry.toString()).toContain('*/5 * * * * root');
    expect(facts).toEqual(
      expect.arrayContaining(['cron_unit=cloudwatch-wizard.timer', 'cron_active=1']),
    );
    expect(facts).not.toContain('cron_entry_sha=none');
    const puts = () =>
      instance.sandbox.world.requests.all().filter((each) => each.operation === 'PutMetricData');
    const sent = puts().length;
    await instance.sandbox.clock.advance(10 * 60_000);
    expect(
      puts()
        .slice(sent)
        .map(({ error }) => error),
    ).toEqual([undefined, undefined]);
    await instance.install(shell, 'uninstall');
    await instance.sh('rm "$ROOT/.pretend/repository-down"');
    expect(await instance.snapshot()).toEqual(before);
  });

  it('makes way for cron once that can be had', async () => {
    await using instance = await startInstance('amazon-linux-2023', 'Monitoring');
    await instance.sh(': >"$ROOT/.pretend/repository-down"');
    await instance.install(shell, 'install-cron');
    await instance.sh('rm "$ROOT/.pretend/repository-down"');
    await instance.install(shell, 'install-cron');
    expect(instance.machine.activeUnits()).toContain('crond.service');
    expect(instance.machine.activeUnits()).not.toContain('cloudwatch-wizard.timer');
  });
});

describe.each(shells)('the way out under %s', (shell) => {
  const agent = 'env >"$ROOT/agent-env"; echo \'"Timestamp":1700000000\'';

  it('is tested before anything is installed, whatever the endpoint says', async () => {
    using bare = createBareInstaller(agent);
    bare.tree.write(
      'payload/endpoints',
      'monitoring http://127.0.0.1:1/\nlogs http://127.0.0.1:2/\n',
    );
    const { code, stdout } = await bare.install(shell, 'install-agent');
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^cwz error endpoint-unreachable monitoring \(http:\/\/127\.0\.0\.1:1\/\): curl: \(7\) /m,
    );
    expect(bare.tree.exists('etc/cloudwatch-wizard')).toBe(false);
    bare.tree.command('curl', 'exit 0');
    expect((await bare.install(shell, 'install-agent')).code).toBe(0);
  });

  it.each([
    ['', {}, 'https://monitoring.cn-north-1.amazonaws.com/'],
    [' https://monitoring.us-east-1.amazonaws.com/', {}, 'monitoring.us-east-1.amazonaws.com'],
    [
      ' https://monitoring.us-east-1.amazonaws.com/',
      { AWS_USE_FIPS_ENDPOINT: 'true', AWS_USE_DUALSTACK_ENDPOINT: 'true' },
      'monitoring-fips.us-east-1.api.aws',
    ],
    [
      ' https://monitoring.us-gov-west-1.amazonaws.com/',
      { AWS_USE_FIPS_ENDPOINT: 'true' },
      'monitoring.us-gov-west-1.amazonaws.com',
    ],
    ['', { AWS_ENDPOINT_URL: 'https://vpce.example/' }, 'vpce.example'],
    ['', { AWS_CA_BUNDLE: '/etc/ca.pem' }, '--cacert /etc/ca.pem'],
    ['', { AWS_EC2_METADATA_SERVICE_ENDPOINT: 'http://127.0.0.1:1' }, undefined],
  ])('asks what the agent will ask: "monitoring%s" with %j', async (url, settings, asked) => {
    await using aws = await startRecordingAws({ region: 'cn-north-1' });
    using bare = createBareInstaller(agent);
    bare.tree.write('payload/endpoints', `monitoring${url}\n`);
    const { root, bin } = bare.tree;
    bare.tree.command(
      'curl',
      `case $* in *127.0.0.1*) PATH=\${PATH#*:} exec curl "$@" ;; esac; echo "$*" >>'${root}/asked'`,
    );
    const { AWS_ENDPOINT_URL: _, ...imds } = aws.env as Record<string, string>;
    const env = { PATH: `${bin}:${process.env.PATH}`, ROOT: root, ...imds, ...settings };
    const words = [...shell.split(' '), 'installer', 'install-agent'];
    const ran = await run(words, env, join(root, 'payload'));
    expect(ran).toMatchObject({ code: 0 });
    if (asked === undefined) expect(bare.tree.exists('asked')).toBe(false);
    else expect(bare.tree.read('asked')).toContain(asked);
  });

  it('goes through the proxy, for the agent too', async () => {
    using bare = createBareInstaller(agent);
    bare.tree.write('payload/proxy', 'http://proxy.example:3128\n');
    expect((await bare.install(shell, 'install-agent')).code).toBe(0);
    expect(bare.tree.read('agent-env').split('\n')).toContain(
      'HTTPS_PROXY=http://proxy.example:3128',
    );
    bare.tree.write('payload/proxy', 'http://a b"\n');
    const { stdout } = await bare.install(shell, 'install-agent');
    expect(stdout).toContain('cwz error payload-missing proxy holds no URL\n');
  });
});

describe.each([
  ['amazon-linux-2', 'awslogs', 'etc/awslogs/proxy.conf', 'HTTPS_PROXY=http://proxy.example:3128'],
  [
    'amazon-linux-2023',
    'amazon-cloudwatch-agent',
    'opt/aws/amazon-cloudwatch-agent/etc/common-config.toml',
    'https_proxy = "http://proxy.example:3128"',
  ],
] as const)('the log shipper of %s', (os, shipper, file, line) => {
  it('is told of the proxy, once, and nothing of it is left', async () => {
    await using instance = await startInstance(os, 'Monitoring');
    const before = await instance.snapshot();
    instance.payload('proxy', 'http://proxy.example:3128\n');
    await instance.install('dash', 'install-logs', shipper);
    expect(readFileSync(join(instance.machine.root, file), 'utf8')).toContain(line);
    const again = await instance.install('dash', 'install-logs', shipper);
    expect(protocol(again, 'changed')).toEqual([]);
    await instance.install('dash', 'uninstall');
    expect(await instance.snapshot()).toEqual(before);
  });

  it('forgets a proxy that is no longer wished for, and is restarted once', async () => {
    await using instance = await startInstance(os, 'Monitoring');
    await instance.install('dash', 'install-logs', shipper);
    const without = await instance.snapshot();
    instance.payload('proxy', 'http://proxy.example:3128\n');
    await instance.install('dash', 'install-logs', shipper);
    expect(await instance.snapshot()).not.toEqual(without);
    instance.payload('proxy', '');
    const off = await instance.install('dash', 'install-logs', shipper);
    expect(protocol(off, 'changed')).toEqual([
      `/${file}`,
      expect.stringMatching(/^unit .* restarted$/),
    ]);
    expect(await instance.snapshot()).toEqual(without);
    const again = await instance.install('dash', 'install-logs', shipper);
    expect(protocol(again, 'changed')).toEqual([]);
  });
});

describe('the script to paste', () => {
  it('installs, sends by cron without a heartbeat, may be pasted again, and leaves nothing', async () => {
    await using instance = await startInstance('amazon-linux-2023', 'Monitoring');
    const before = await instance.snapshot();
    const script = agentScript({ ...noFlags, period: 60, swap: false }, 'en');
    const first = await instance.sh(script);
    expect(first).toMatchObject({ exitCode: 0 });
    expect(protocol(first, 'changed')).toContain('/etc/cron.d/cloudwatch-wizard');
    expect(protocol(await instance.sh(script), 'changed')).toEqual([]);
    await instance.sandbox.clock.advance(3 * 60_000);
    const puts = instance.sandbox.world.requests
      .all()
      .filter((each) => each.operation === 'PutMetricData');
    expect(puts.slice(2).map(({ error }) => error)).toEqual([undefined, undefined, undefined]);
    expect(JSON.stringify(puts)).not.toMatch(/WizardHeartbeat|Swap/);
    await instance.sh('"$ROOT"/usr/local/libexec/cloudwatch-wizard/uninstall');
    expect(await instance.snapshot()).toEqual(before);
  });

  it('replaces the lines of the retired script when asked, keeps what they sent, also when pasted again', async () => {
    await using instance = await startInstance('amazon-linux-2', 'Monitoring');
    const crontab = join(instance.machine.root, 'var/spool/cron/ec2-user');
    await instance.sh(
      `mkdir -p "$ROOT/var/spool/cron"; cat >"$ROOT/var/spool/cron/ec2-user" <<'END'\n${ownLines}END`,
    );
    // The agent refuses to run with a path or a unit that there is not.
    await instance.sh(
      'mkdir "$ROOT/data"; echo "* * * * * root /opt/mon-put-instance-data.pl --mem-util --memory-units=lots --disk-path=/gone" >"$ROOT/etc/cron.d/mon"',
    );
    const script = agentScript({ ...noFlags, migrate: true }, 'en');
    expect(await instance.sh(script)).toMatchObject({ exitCode: 0 });
    expect(readFileSync(crontab, 'utf8')).toMatch(/^#cloudwatch-wizard# \*\/5 /);
    const entry = readFileSync(join(instance.machine.root, 'etc/cron.d/cloudwatch-wizard'), 'utf8');
    expect(entry).toContain(
      ' --aggregated --memory-units=BYTES --disk-path=/data --auto-scaling --from-cron ',
    );
    expect(entry).not.toMatch(/HUSH|gone|lots/);
    expect(protocol(await instance.sh(script), 'changed')).toEqual([]);
    await instance.sh('"$ROOT"/usr/local/libexec/cloudwatch-wizard/uninstall');
    expect(readFileSync(crontab, 'utf8')).toBe(ownLines);
  });
});
