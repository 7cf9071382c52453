import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { MachineOs } from '../../sandbox/machine/machine.ts';
import { shells } from './agent-run.ts';
import { type PretendInstance, protocol, shipperOf, startInstance } from './pretend-instance.ts';

const systems: readonly MachineOs[] = ['amazon-linux-2', 'amazon-linux-2023'];
const everything = systems.flatMap((os) => shells.map((shell) => [os, shell] as const));

async function installAll(instance: PretendInstance, os: MachineOs, shell: string) {
  const results = [
    await instance.install(shell, 'install-agent'),
    await instance.install(shell, 'install-cron'),
    await instance.install(shell, 'install-logs', shipperOf(os)),
  ];
  for (const { exitCode, stdout } of results)
    expect({ exitCode, stdout }).toMatchObject({ exitCode: 0 });
  return results;
}

describe.each(everything)('the installer on %s under %s', (os, shell) => {
  it('installs everything once, changes nothing the second time, and takes all of it back', async () => {
    await using instance = await startInstance(os, 'Monitoring');
    const before = await instance.snapshot();
    const first = await installAll(instance, os, shell);
    expect(first.every((result) => protocol(result, 'changed').length > 0)).toBe(true);
    const installed = await instance.snapshot();
    const second = await installAll(instance, os, shell);
    expect(second.flatMap((result) => protocol(result, 'changed'))).toEqual([]);
    expect(await instance.snapshot()).toEqual(installed);
    expect(installed).not.toEqual(before);

    const uninstall = '"$ROOT"/usr/local/libexec/cloudwatch-wizard/uninstall';
    const result = await instance.sh(uninstall);
    expect(result).toMatchObject({ exitCode: 0 });
    expect(await instance.snapshot()).toEqual(before);
    expect(protocol(await instance.install(shell, 'uninstall'), 'changed')).toEqual([]);
  });

  it('tells when it sent, and cron sends from then on', async () => {
    await using instance = await startInstance(os, 'Monitoring');
    const now = Math.floor(instance.sandbox.clock.now() / 1000);
    const [agent] = await installAll(instance, os, shell);
    expect(agent && protocol(agent, 'sent')).toEqual([String(now)]);
    await instance.sandbox.clock.advance(10 * 60_000);
    const puts = instance.sandbox.world.requests
      .all()
      .filter(({ operation }) => operation === 'PutMetricData');
    expect(puts.map(({ error }) => error)).toEqual([undefined, undefined, undefined]);
    expect(JSON.stringify(puts[2]?.input)).toContain('WizardHeartbeat');
  });
});

const shell = 'dash';

const factsOf2 = [
  ...['os_version=2', 'os_name=Amazon Linux 2', 'package_manager=yum', 'systemd=1'],
  ...['cron_unit=crond', 'cron_active=1', 'journald=1'],
  ...['syslog_file=/var/log/messages', 'syslog_time=traditional'],
];
const factsOf2023 = [
  ...[
    'os_version=2023',
    'os_name=Amazon Linux 2023.9.20261110',
    'package_manager=dnf',
    'systemd=1',
  ],
  ...['cron_unit=none', 'cron_active=0', 'journald=1', 'syslog_file=none'],
];

describe.each(systems)('the installer on %s', (os) => {
  it('finds out what there is, without changing it', async () => {
    await using instance = await startInstance(os, 'Monitoring');
    const before = await instance.snapshot();
    const facts = protocol(await instance.install(shell, 'probe'), 'fact');
    expect(await instance.snapshot()).toEqual(before);
    expect(facts).toEqual([
      'os_id=amzn',
      ...(os === 'amazon-linux-2' ? factsOf2 : factsOf2023),
      'awslogs=absent',
      'cwagent=absent',
      'cwagent_active=0',
      'cwagent_in_use=0',
      ...(os === 'amazon-linux-2'
        ? [expect.stringMatching(/^log_size=\d+ \/var\/log\/messages$/)]
        : []),
      expect.stringMatching(/^clock=\d{10}$/),
      os === 'amazon-linux-2' ? 'rsyslog=active' : 'rsyslog=absent',
      'agent_sha=none',
      'cron_entry_sha=none',
      'log_config_sha=none',
      expect.stringMatching(/^disk_free_kb=\d+$/),
    ]);
  });

  it('finds what it installed, and sees when somebody changed it', async () => {
    await using instance = await startInstance(os, 'Monitoring');
    await installAll(instance, os, shell);
    const shaOf = async (name: string) =>
      (await instance.sh(`sha256sum <"$ROOT/tmp/payload/${name}"`)).stdout.slice(0, 64);
    const probe = async () => protocol(await instance.install(shell, 'probe'), 'fact');
    expect(await probe()).toEqual(
      expect.arrayContaining([
        'cron_unit=crond',
        'cron_active=1',
        `agent_sha=${await shaOf('mon-put-instance-data')}`,
        `log_config_sha=${await shaOf('log-config')}`,
      ]),
    );
    const config =
      os === 'amazon-linux-2'
        ? 'etc/awslogs/awslogs.conf'
        : 'opt/aws/amazon-cloudwatch-agent/etc/amazon-cloudwatch-agent.d/file_cloudwatch-wizard.json';
    await instance.sh(`sed -i 's/log_group_name/other/' "$ROOT/${config}"`);
    expect(await probe()).toContain('log_config_sha=none');
  });

  it('says why nothing could be sent, in the words of the agent', async () => {
    await using instance = await startInstance(os);
    const result = await instance.install(shell, 'install-agent');
    expect(result.exitCode).toBe(1);
    expect(protocol(result, 'error')).toEqual([
      'send-failed No IAM role is associated with this EC2 instance.',
    ]);
  });

  it.each([
    ['install-agent', 'spec.json', 'payload-missing spec.json is not in this directory'],
    ['install-cron', 'cron-entry', 'payload-missing cron-entry is not in this directory'],
    ['no-such-verb', 'spec.json', "usage no such verb: 'no-such-verb'"],
  ])('says what is wrong with %s when it has no %s', async (verb, missing, error) => {
    await using instance = await startInstance(os, 'Monitoring');
    await instance.sh(`rm "$ROOT/tmp/payload/${missing}"`);
    const result = await instance.install(shell, verb);
    expect(result.exitCode).toBe(1);
    expect(protocol(result, 'error')).toEqual([error]);
  });

  it('never stops without an error line', async () => {
    await using instance = await startInstance(os, 'Monitoring');
    await instance.sh(
      'mkdir -p "$ROOT/usr/local"; rmdir "$ROOT/usr/local/libexec"; : >"$ROOT/usr/local/libexec"',
    );
    const result = await instance.install(shell, 'install-agent');
    expect(result.exitCode).not.toBe(0);
    expect(protocol(result, 'error')).toEqual([expect.stringMatching(/^unexpected /)]);
  });

  it('leaves cron to others who came to use it', async () => {
    await using instance = await startInstance(os, 'Monitoring');
    await installAll(instance, os, shell);
    await instance.sh(`echo '0 3 * * * root backup' >"$ROOT/etc/cron.d/backup"`);
    await instance.install(shell, 'uninstall');
    expect(instance.machine.activeUnits()).toContain('crond.service');
  });

  it('keeps the lines of others that the log shipper has got', async () => {
    await using instance = await startInstance(os, 'Monitoring');
    await installAll(instance, os, shell);
    const [file, line, unit] =
      os === 'amazon-linux-2'
        ? ['etc/awslogs/awslogs.conf', '[mine]\nfile = /mine', 'awslogsd.service']
        : [
            'opt/aws/amazon-cloudwatch-agent/etc/amazon-cloudwatch-agent.d/file_mine.json',
            '{"logs":{}}',
            'amazon-cloudwatch-agent.service',
          ];
    await instance.sh(`printf '${line.replace('\n', '\\n')}\\n' >>"$ROOT/${file}"`);
    await instance.install(shell, 'uninstall');
    const text = readFileSync(join(instance.machine.root, file), 'utf8');
    expect(text).toContain(line);
    expect(text).not.toContain('cloudwatch-wizard');
    expect(instance.machine.activeUnits()).toContain(unit);
  });

  it('reports where somebody else sends the same metrics, never the keys that stand there', async () => {
    await using instance = await startInstance(os, 'Monitoring');
    const line =
      '*/5 * * * * ~/mon-put-instance-data.pl --mem-util --aws-access-key-id AKIAEXAMPLE --aws-secret-key EXAMPLEKEY';
    await instance.sh(
      `mkdir -p "$ROOT/var/spool/cron"; printf '# mon-put-instance-data\\n%s\\n\\n%s\\n' '${line}' '${line}' >"$ROOT/var/spool/cron/ec2-user"`,
    );
    const cron = await instance.install(shell, 'install-cron');
    const probe = await instance.install(shell, 'probe');
    const facts = protocol(probe, 'fact').filter((fact) => fact.startsWith('foreign_sender'));
    expect(facts).toEqual([
      'foreign_sender=/var/spool/cron/ec2-user:2',
      'foreign_sender=/var/spool/cron/ec2-user:4',
    ]);
    expect(protocol(probe, 'fact')).toContain('old_lines=/var/spool/cron/ec2-user');
    const said = [cron, probe].map(({ stdout, stderr }) => stdout + stderr).join('');
    expect(said).not.toMatch(/EXAMPLE/);
  });

  it('says what cannot be had when the repository is away, and cleans up', async () => {
    await using instance = await startInstance(os, 'Monitoring');
    const before = await instance.snapshot();
    await instance.sh(': >"$ROOT/.pretend/repository-down"');
    const logs = await instance.install(shell, 'install-logs', shipperOf(os));
    expect(protocol(logs, 'error')).toEqual([`package-unavailable ${shipperOf(os)}`]);
    expect((await instance.install(shell, 'uninstall')).exitCode).toBe(0);
    expect(await instance.snapshot()).toEqual(before);
  });
});

describe('awslogs that was there before', () => {
  const conf = 'etc/awslogs/awslogs.conf';

  it('keeps its own sections to the byte, and ships no file twice', async () => {
    await using instance = await startInstance('amazon-linux-2', 'Monitoring');
    await instance.sh('yum install -y -q awslogs');
    await instance.sh(`printf '[app]\\r\\nfile = /var/log/app.log' >>"$ROOT/${conf}"`);
    const before = await instance.snapshot();
    instance.payload(
      'log-config',
      '[a]\nfile = /var/log/messages\n\n[b]\nfile=/var/log/app.log\n\n[c]\nfile = /var/log/c\n',
    );
    await instance.install(shell, 'install-logs', 'awslogs');
    const text = readFileSync(join(instance.machine.root, conf), 'utf8');
    expect(text.split('file = /var/log/app.log')[1]).toBe(
      '\n# BEGIN cloudwatch-wizard\n[c]\nfile = /var/log/c\n# END cloudwatch-wizard\n',
    );
    const facts = protocol(await instance.install(shell, 'probe'), 'fact');
    expect(facts).not.toContain('log_config_sha=none');
    expect(facts).toContain('awslogs=active');
    await instance.install(shell, 'uninstall');
    expect(await instance.snapshot()).toEqual(before);
  });

  it('is changed alike by another awk', async () => {
    await using instance = await startInstance('amazon-linux-2', 'Monitoring');
    const files = `cat "$ROOT/${conf}" "$ROOT/etc/awslogs/awscli.conf"`;
    await instance.install(shell, 'install-logs', 'awslogs');
    const { stdout } = await instance.sh(files);
    await instance.install(shell, 'uninstall');
    await instance.sh(
      `printf '#!/bin/sh\nexec /bin/busybox awk "$@"\n' >"$ROOT/.pretend/bin/awk"; chmod +x "$ROOT/.pretend/bin/awk"`,
    );
    await instance.install(shell, 'install-logs', 'awslogs');
    expect((await instance.sh(files)).stdout).toBe(stdout);
    expect(stdout).toContain('# BEGIN cloudwatch-wizard');
  });

  it('leaves a Region alone that somebody set since', async () => {
    await using instance = await startInstance('amazon-linux-2', 'Monitoring');
    await instance.sh('yum install -y -q awslogs');
    await instance.install(shell, 'install-logs', 'awslogs');
    const region = join(instance.machine.root, 'etc/awslogs/awscli.conf');
    expect(readFileSync(region, 'utf8')).toBe(
      '[plugins]\ncwlogs = cwlogs\n[default]\nregion = ap-northeast-2\n',
    );
    await instance.sh('echo "# mine" >>"$ROOT/etc/awslogs/awscli.conf"');
    await instance.install(shell, 'uninstall');
    expect(readFileSync(region, 'utf8')).toContain('region = ap-northeast-2\n# mine\n');
  });
});

describe('a CloudWatch agent that was there before', () => {
  const parts = 'opt/aws/amazon-cloudwatch-agent/etc/amazon-cloudwatch-agent.d';

  async function startWithAgent() {
    const instance = await startInstance('amazon-linux-2023', 'Monitoring');
    await instance.sh(`dnf install -y -q amazon-cloudwatch-agent
      echo '{"logs":{}}' >"$ROOT/tmp/mine.json"
      amazon-cloudwatch-agent-ctl -a fetch-config -m ec2 -s -c "file:$ROOT/tmp/mine.json"`);
    return instance;
  }

  it('keeps its configuration beside ours', async () => {
    await using instance = await startWithAgent();
    const before = await instance.snapshot();
    await instance.install(shell, 'install-logs', 'amazon-cloudwatch-agent');
    const { stdout } = await instance.sh(`ls "$ROOT/${parts}"`);
    expect(stdout).toBe('file_cloudwatch-wizard.json\nfile_mine.json\n');
    await instance.install(shell, 'uninstall');
    expect(await instance.snapshot()).toEqual(before);
  });

  it('goes on as before when it refuses ours', async () => {
    await using instance = await startWithAgent();
    const before = await instance.snapshot();
    instance.payload(
      'log-config',
      '{"logs": {"logs_collected": {"files": {"collect_list": [{"nope": 1}]}}}}',
    );
    const result = await instance.install(shell, 'install-logs', 'amazon-cloudwatch-agent');
    expect(result.exitCode).toBe(1);
    expect(protocol(result, 'error')[0]).toMatch(/^log-shipper-inactive .*Additional property/);
    expect(instance.machine.activeUnits()).toContain('amazon-cloudwatch-agent.service');
    await instance.install(shell, 'uninstall');
    expect(await instance.snapshot()).toEqual(before);
  });
});
