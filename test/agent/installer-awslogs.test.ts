import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { awslogsSections, cloudWatchAgentConfig } from '../../agent/log-config.ts';
import { systemLog } from '../../agent/log-file.ts';
import { readIni } from '../support/read-ini.ts';
import { createBareInstaller } from './bare-installer.ts';
import { type PretendInstance, protocol, startInstance } from './pretend-instance.ts';

const shell = 'dash';
const conf = 'etc/awslogs/awslogs.conf';
const regionFile = 'etc/awslogs/awscli.conf';
const messages = { kind: 'file', path: '/var/log/messages', isoTime: false } as const;
const name = 'cloudwatch-wizard /var/log/messages';
const ours = awslogsSections([{ ...systemLog, group: 'mine' }], messages, 'end');
const agentConfig = cloudWatchAgentConfig([systemLog], messages);
const theirs = '[theirs]\nfile = /x\nlog_group_name = x\nlog_stream_name = x\n';

const inside = ({ machine }: PretendInstance, path: string) => join(machine.root, path);
const read = (instance: PretendInstance, path: string) =>
  readFileSync(inside(instance, path), 'utf8');
const facts = async (instance: PretendInstance) =>
  protocol(await instance.install(shell, 'probe'), 'fact');

async function start(): Promise<PretendInstance> {
  const instance = await startInstance('amazon-linux-2', 'Monitoring');
  instance.payload('log-config', ours);
  return instance;
}

/** As somebody else set it up, from what the package brings. */
async function startWith(change: string): Promise<PretendInstance> {
  const instance = await start();
  await instance.sh(`yum -y -q install awslogs && cd "$ROOT/etc/awslogs" && ${change}`);
  return instance;
}

async function installLogs(instance: PretendInstance, shipper = 'awslogs'): Promise<void> {
  const ran = await instance.install(shell, 'install-logs', shipper);
  expect(protocol(ran, 'error')).toEqual([]);
}

describe('the system log that the package of awslogs would ship by itself', () => {
  it('is shipped as was wished instead, and the package has its file back in the end', async () => {
    await using other = await startWith(':');
    const packaged = read(other, conf);
    await using instance = await start();
    await installLogs(instance);
    const sections = readIni(read(instance, conf));
    expect([...sections.keys()]).toEqual(['general', name]);
    expect(sections.get(name)).toMatchObject({
      file: '/var/log/messages',
      log_group_name: 'mine',
      initial_position: 'end_of_file',
    });
    const seen = await facts(instance);
    expect(seen).not.toContain('log_config_sha=none');
    expect(seen).not.toContain('shipped_by_others=/var/log/messages');
    expect(seen).toContain('awslogs_in_use=0');
    // Somebody else comes to use it, and we come again.
    appendFileSync(inside(instance, conf), theirs);
    await installLogs(instance);
    expect([...readIni(read(instance, conf)).keys()]).toEqual(['general', 'theirs', name]);
    expect(await facts(instance)).not.toContain('log_config_sha=none');
    await instance.install(shell, 'uninstall');
    expect(read(instance, conf)).toBe(packaged + theirs);
  });
});

describe('a section of somebody else', () => {
  const change = (file: string) =>
    `sed -i 's,^file = .*,${file},; s/^log_group_name = .*/log_group_name = prod/' awslogs.conf`;

  it.each([
    ['as it is', 'file = /var/log/messages'],
    ['by a wildcard', 'file = /var/log/messages*'],
    ['by a set', 'file = /var/log/m[a-e]ssage?'],
    ['with a colon', 'file: /var/log/messages'],
  ])('that ships the system log %s is named, and nothing ships it twice', async (_, file) => {
    await using instance = await startWith(change(file));
    const before = read(instance, conf);
    expect(await facts(instance)).toEqual(
      expect.arrayContaining([
        'shipped_by_others=/var/log/messages',
        'system_log_section=/var/log/messages',
        'system_log_group=prod',
        'system_log_stream={instance_id}',
      ]),
    );
    await installLogs(instance);
    expect(read(instance, conf)).toBe(before);
  });

  it.each([
    ['another folder', 'file = /var/*/messages*/x'],
    ['what a star in a path does not reach', 'file = /var/*'],
    ['another name', 'file = /var/log/message'],
  ])('of %s is none of it', async (_, file) => {
    await using instance = await startWith(change(file));
    expect((await facts(instance)).join()).not.toMatch(/shipped_by_others|system_log_section/);
    await installLogs(instance);
    expect([...readIni(read(instance, conf)).keys()]).toEqual([
      'general',
      '/var/log/messages',
      name,
    ]);
  });

  it.each([
    ['switched on', 'systemctl enable awslogsd', 1],
    ['with a Region', `sed -i 's/^region = .*/region = eu-west-1/' awscli.conf`, 1],
    ['as it came', ':', 0],
  ])('%s tells whether awslogs is in use', async (_, change, used) => {
    await using instance = await startWith(change);
    expect(await facts(instance)).toContain(`awslogs_in_use=${used}`);
  });

  it('keeps what was written behind ours, whatever its last line ends with', async () => {
    await using instance = await startWith(`printf '%s' '${theirs.trim()}' >>awslogs.conf`);
    instance.payload('log-config', ours.replaceAll('/var/log/messages', '/var/log/secure'));
    const before = read(instance, conf);
    const later = theirs.replaceAll('x', 'y').replace('theirs', 'later');
    await installLogs(instance);
    appendFileSync(inside(instance, conf), later);
    await instance.install(shell, 'uninstall');
    expect(read(instance, conf)).toBe(`${before}\n${later}`);
    // Behind which ours comes once more.
    await installLogs(instance);
    await installLogs(instance);
    await instance.install(shell, 'uninstall');
    expect(read(instance, conf)).toBe(`${before}\n${later}`);
  });

  it('no longer ships ours when it goes on without us', async () => {
    await using instance = await startWith('systemctl enable --now awslogsd');
    instance.payload('log-config', ours.replaceAll('/var/log/messages', '/var/log/secure'));
    await installLogs(instance);
    const ran = await instance.install(shell, 'uninstall');
    expect(protocol(ran, 'changed')).toContain('unit awslogsd restarted');
    expect(instance.machine.activeUnits()).toContain('awslogsd.service');
  });
});

describe('one log shipper after the other', () => {
  const agent = 'amazon-cloudwatch-agent';
  const units = ({ machine }: PretendInstance) =>
    machine.activeUnits().filter((unit) => /awslogs|amazon-cloudwatch/.test(unit));
  const toAgent = async (instance: PretendInstance) => {
    instance.payload('log-config', agentConfig);
    await installLogs(instance, agent);
  };

  it('has nothing of ours in the first any more, and gives all of it back in the end', async () => {
    await using instance = await start();
    const before = await instance.snapshot();
    instance.payload('proxy', 'http://proxy.example:3128\n');
    await installLogs(instance);
    await toAgent(instance);
    expect(units(instance)).toEqual([`${agent}.service`]);
    expect((await instance.sh('systemctl is-enabled awslogsd')).stdout.trim()).toBe('disabled');
    expect(read(instance, conf)).not.toContain('cloudwatch-wizard');
    expect(read(instance, regionFile)).toContain('us-east-1');
    expect(read(instance, 'etc/awslogs/proxy.conf')).not.toContain('proxy.example');
    const sha = (await instance.sh('sha256sum <"$ROOT/tmp/payload/log-config"')).stdout;
    expect(await facts(instance)).toContain(`log_config_sha=${sha.slice(0, 64)}`);
    instance.payload('log-config', ours);
    await installLogs(instance);
    expect(units(instance)).toEqual(['awslogsd.service']);
    expect([...readIni(read(instance, conf)).keys()]).toEqual(['general', name]);
    await instance.install(shell, 'uninstall');
    expect(await instance.snapshot()).toEqual(before);
  });

  it('goes on where the other one does not stay up', async () => {
    await using instance = await start();
    await installLogs(instance);
    const before = read(instance, conf);
    instance.payload(
      'log-config',
      agentConfig.replace('"timezone"', '"initial_position": "end", "timezone"'),
    );
    const refused = await instance.install(shell, 'install-logs', agent);
    expect(refused.exitCode).toBe(1);
    expect(read(instance, conf)).toBe(before);
    expect(units(instance)).toContain('awslogsd.service');
  });

  it('leaves the first as it was where others use it', async () => {
    const region = `sed -i 's/^region = .*/region = ap-northeast-2/' awscli.conf`;
    const section = `printf '%s' '${theirs}' >awslogs.conf`;
    const general = `printf '[general]\\nstate_file = /var/lib/awslogs/agent-state\\n'`;
    await using instance = await startWith(
      `${section}; ${general} >>awslogs.conf; ${region}; systemctl enable --now awslogsd`,
    );
    const before = read(instance, conf);
    await installLogs(instance);
    await toAgent(instance);
    expect(read(instance, conf)).toBe(before);
    expect(units(instance)).toEqual([`${agent}.service`, 'awslogsd.service'].sort());
  });

  it('sends the system log once where others go on with the first', async () => {
    await using other = await startWith(':');
    const packaged = read(other, conf);
    await using instance = await start();
    await installLogs(instance);
    appendFileSync(inside(instance, conf), theirs);
    await toAgent(instance);
    expect(units(instance)).toEqual([`${agent}.service`, 'awslogsd.service'].sort());
    expect([...readIni(read(instance, conf)).keys()]).toEqual(['general', 'theirs']);
    await instance.install(shell, 'uninstall');
    expect(read(instance, conf)).toBe(packaged + theirs);
  });

  it('is to be mended where both have ours', async () => {
    await using instance = await start();
    await installLogs(instance);
    const copy = 'etc/cloudwatch-wizard/awslogs.conf';
    const first = [conf, copy].map((path) => [path, read(instance, path)] as const);
    await toAgent(instance);
    for (const [path, text] of first) writeFileSync(inside(instance, path), text);
    expect(await facts(instance)).toContain('log_config_sha=none');
  });
});

describe('what a log shipper complains of', () => {
  const log = 'var/log/awslogs.log';
  const complaint = 'cwlogs.push.publisher - WARNING - AccessDeniedException';
  const sent = 'cwlogs.push.publisher - INFO - Log group: g, Publish batch: {}';
  const at = async ({ sh }: PretendInstance, minutesAgo: number) =>
    (await sh(`date -u -d '${minutesAgo} minutes ago' '+%Y-%m-%d %H:%M:%S'`)).stdout.trim();

  it.each<[string, readonly (readonly [number, string])[], string]>([
    ['just now', [[1, complaint]], 'denied'],
    ['long ago', [[16, complaint]], 'none'],
    [
      'before lines got through',
      [
        [9, complaint],
        [8, sent],
      ],
      'none',
    ],
    [
      'after lines got through',
      [
        [9, sent],
        [8, complaint],
      ],
      'denied',
    ],
    [
      'in the lines below a time',
      [[1, 'Traceback:\nUnable to locate credentials']],
      'no-credentials',
    ],
    ['below a time long ago', [[99, 'Traceback:\nUnable to locate credentials']], 'none'],
  ])('%s', async (_, lines, error) => {
    await using instance = await start();
    await installLogs(instance);
    const dated = lines.map(async ([ago, text]) => `${await at(instance, ago)},123 - ${text}\n`);
    writeFileSync(inside(instance, log), (await Promise.all(dated)).join(''));
    expect(await facts(instance)).toContain(`shipper_error=${error}`);
  });

  it.each([
    ['2026-06-30 23:58:00', '2026-07-01 00:02:00', 'denied'],
    ['2026-06-30 23:40:00', '2026-07-01 00:02:00', 'none'],
    ['2028-02-28 23:50:00', '2028-02-29 00:01:00', 'denied'],
    ['2028-02-29 23:50:00', '2028-03-01 00:01:00', 'denied'],
    ['2026-12-31 20:00:00', '2027-01-01 12:02:00', 'none'],
    ['2026-12-31 23:55:00', '2027-01-01 00:05:00', 'denied'],
  ])('at %s is, at %s, %s', async (said, now, error) => {
    using bare = createBareInstaller('');
    bare.tree.command('systemctl', 'true');
    bare.tree.command('date', `case $* in *%Y*) echo '${now}' ;; *) exec /bin/date "$@" ;; esac`);
    bare.tree.write('usr/lib/systemd/system/awslogsd.service', '');
    bare.tree.write('etc/cloudwatch-wizard/awslogs.conf', ours);
    bare.tree.write(log, `${said},123 - ${complaint}\n`);
    expect((await bare.install(shell, 'probe')).stdout).toContain(`shipper_error=${error}\n`);
  });

  it('is read of the one that has ours, whoever else runs', async () => {
    await using instance = await start();
    await instance.sh(`yum -y -q install amazon-cloudwatch-agent
      echo '{"metrics":{"metrics_collected":{"mem":{"measurement":["used"]}}}}' >"$ROOT/tmp/theirs.json"
      amazon-cloudwatch-agent-ctl -a fetch-config -m ec2 -s -c "file:$ROOT/tmp/theirs.json"`);
    await installLogs(instance);
    const now = (await at(instance, 0)).replace(' ', 'T');
    await instance.sh(
      `echo "${now}Z E! AccessDenied: not authorized" >>"$ROOT/opt/aws/amazon-cloudwatch-agent/logs/amazon-cloudwatch-agent.log"`,
    );
    expect(await facts(instance)).toContain('shipper_error=none');
  });
});
