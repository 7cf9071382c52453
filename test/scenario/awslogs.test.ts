import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ModifyInstanceMetadataOptionsCommand } from '@aws-sdk/client-ec2';
import { expect, it } from 'vitest';
import { startSandbox } from '../../sandbox/main.ts';
import { readIni } from '../support/read-ini.ts';
import { sandboxClients } from '../support/sandbox.ts';
import { wizardOn } from '../support/wizard.ts';

const minute = 60_000;
const systemLog = '/var/log/messages';
const conf = 'etc/awslogs/awslogs.conf';
const regionFile = 'etc/awslogs/awscli.conf';
const name = `cloudwatch-wizard ${systemLog}`;

/** An Amazon Linux 2 on which somebody has done something before. */
async function start(before = ':') {
  const sandbox = await startSandbox({ delayScale: 0.1, instances: [{ os: 'amazon-linux-2' }] });
  const wizard = wizardOn(sandbox);
  const id = sandbox.instances[0]?.id ?? '';
  const machine = sandbox.world.machines.get(id);
  if (!machine) throw new Error(`no machine for ${id}`);
  await machine.run(before, { timeoutMs: 20_000 });
  const groups = () => sandbox.world.regions()[0]?.logs.groups;
  return {
    sandbox,
    id,
    machine,
    groupNames: () => [...(groups()?.keys() ?? [])],
    linesOf: (group: string) =>
      (groups()?.get(group)?.streams.get(id)?.events ?? []).map(({ message }) => message),
    inside: (path: string) => join(machine.root, path),
    read: (path: string) => readFileSync(join(machine.root, path), 'utf8'),
    run: (verb: string, ...more: string[]) => {
      const said = verb === 'setup' ? ['--no-alerts', ...more] : more;
      return wizard.run(verb, '--instance-id', id, '--yes', ...said);
    },
    [Symbol.asyncDispose]: () => sandbox.dispose(),
  };
}

const doubled = (lines: readonly string[]) => lines.length - new Set(lines).size;

it('what is in the system log already stays there where that was said', async () => {
  await using at = await start('logger -t app personal data');
  const ran = await at.run('setup', '--log-start', 'end');
  expect(ran.stderr).not.toContain('✖');
  expect(ran.exitCode).toBe(0);
  await at.sandbox.clock.advance(minute);
  const sections = readIni(at.read(conf));
  expect([...sections.keys()]).toEqual(['general', name]);
  expect(sections.get(name)).toMatchObject({ file: systemLog, initial_position: 'end_of_file' });
  const lines = at.linesOf(systemLog);
  expect(lines.join()).toContain('cwhb v=1');
  expect(lines.join()).not.toMatch(/personal data|Linux version/);
});

it('the system log goes where it was wished, and by one log agent at a time', async () => {
  await using at = await start();
  const wish = ['--log', `${systemLog},group=mine`] as const;
  expect(await at.run('setup', ...wish)).toMatchObject({ exitCode: 0 });
  expect(at.groupNames()).toEqual(['mine']);
  expect(at.linesOf('mine').join()).toContain('cwhb v=1');

  const other = await at.run('setup', ...wish, '--log-shipper', 'cloudwatch-agent');
  expect(other.exitCode).toBe(0);
  // It begins at the beginning, so what the first one sent already goes once more: that is said.
  expect(other.stdout + other.stderr).toContain('What is in the log already goes too, once');
  expect(at.machine.activeUnits()).toContain('amazon-cloudwatch-agent.service');
  expect(at.machine.activeUnits()).not.toContain('awslogsd.service');
  const before = at.linesOf('mine').length;
  await at.sandbox.clock.advance(20 * minute);
  const since = at.linesOf('mine').slice(before);
  expect(since.filter((line) => line.includes('cwhb')).length).toBeGreaterThanOrEqual(3);
  expect(doubled(since)).toBe(0);
  expect(await at.run('undo')).toMatchObject({ exitCode: 0 });
  expect(existsSync(at.inside(conf))).toBe(false);
});

it('an instance that requires IMDSv2 since then changes its log agent, and is told what that sends', async () => {
  await using at = await start();
  expect(await at.run('setup')).toMatchObject({ exitCode: 0 });
  const { ec2 } = sandboxClients(at.sandbox);
  await ec2.send(
    new ModifyInstanceMetadataOptionsCommand({ InstanceId: at.id, HttpTokens: 'required' }),
  );
  await at.sandbox.clock.advance(60 * minute);
  const repaired = await at.run('repair');
  expect(repaired.exitCode).toBe(0);
  expect(repaired.stdout + repaired.stderr).toMatch(
    /What is in the log already goes too, once: \d+ KB in \/var\/log\/messages/,
  );
  expect(at.machine.activeUnits()).not.toContain('awslogsd.service');
  expect(at.read(conf)).not.toContain('cloudwatch-wizard');
});

it('awslogs that sends to another Region for somebody else is left alone', async () => {
  await using at = await start(`yum -y -q install awslogs
    printf '[theirs]\\nfile = /var/log/theirs.log\\nlog_group_name = theirs\\nlog_stream_name = x\\n' >>"$ROOT/${conf}"
    sed -i 's/^region = .*/region = eu-west-1/' "$ROOT/${regionFile}"
    systemctl enable --now awslogsd`);
  const before = [at.read(conf), at.read(regionFile)];
  const refused = await at.run('setup', '--log-shipper', 'awslogs');
  expect(refused.exitCode).toBe(4);
  expect(refused.stderr).toContain('[awslogs-in-another-region]');
  expect(refused.stderr).toContain('sends logs of somebody else to eu-west-1');
  const ran = await at.run('setup', '--log-shipper', 'auto');
  expect(ran.exitCode).toBe(0);
  expect(ran.stdout + ran.stderr).toContain('awslogs ships for somebody else here');
  writeFileSync(at.inside('var/log/theirs.log'), 'their line\n');
  await at.sandbox.clock.advance(minute);
  expect([at.read(conf), at.read(regionFile)]).toEqual(before);
  expect(at.groupNames()).toEqual([systemLog]);
  expect(at.machine.activeUnits()).toContain('awslogsd.service');
});

it('a system log that somebody else ships elsewhere is refused before anything is changed, or left there', async () => {
  await using at = await start(`yum -y -q install awslogs
    sed -i 's/^log_group_name = .*/log_group_name = prod-syslog/' "$ROOT/${conf}"
    sed -i 's/^region = .*/region = ap-northeast-2/' "$ROOT/${regionFile}"
    systemctl enable --now awslogsd`);
  const before = at.read(conf);
  const refused = await at.run('setup');
  expect(refused.exitCode).toBe(4);
  expect(refused.stderr).toContain('[system-log-taken]');
  expect(refused.stderr).toContain(
    'section [/var/log/messages], to prod-syslog, stream {instance_id}',
  );
  expect(at.groupNames()).not.toContain(systemLog);
  expect(existsSync(at.inside('usr/local/libexec/cloudwatch-wizard'))).toBe(false);
  const wish = `${systemLog},group=prod-syslog,stream={instance_id}`;
  expect(refused.stderr).toContain(`--log "${wish}"`);
  const ran = await at.run('setup', '--log', wish);
  expect(ran.stderr).not.toContain('✖');
  expect(ran.exitCode).toBe(0);
  expect(at.read(conf)).toBe(before);
});
