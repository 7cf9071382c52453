import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type PretendInstance, protocol, startInstance } from './pretend-instance.ts';

const shell = 'dash';
const conf = 'etc/awslogs/awslogs.conf';
const parts = 'opt/aws/amazon-cloudwatch-agent/etc/amazon-cloudwatch-agent.d';

const inside = ({ machine }: PretendInstance, path: string) => join(machine.root, path);
const read = (instance: PretendInstance, path: string) =>
  readFileSync(inside(instance, path), 'utf8');

it('keeps a backup of awslogs.conf, and gives the file back byte for byte', async () => {
  await using instance = await startInstance('amazon-linux-2', 'Monitoring');
  // Without a newline at its end, as people leave files.
  await instance.sh(
    `yum -y install awslogs; printf '[theirs]\\nfile = /x\\nlog_group_name = x\\nlog_stream_name = x' >>"$ROOT/${conf}"`,
  );
  const before = read(instance, conf);
  expect(await instance.install(shell, 'install-logs', 'awslogs')).toMatchObject({ exitCode: 0 });
  expect(read(instance, conf)).toContain('# BEGIN cloudwatch-wizard\n[/var/log/secure]');
  expect(read(instance, 'etc/cloudwatch-wizard/awslogs.conf.before')).toBe(before);
  await instance.install(shell, 'uninstall');
  expect(read(instance, conf)).toBe(before);
});

it.each([
  ['begin', '# BEGIN cloudwatch-wizard'],
  ['end', '# END cloudwatch-wizard'],
])('takes only its own lines when somebody removed the mark at the %s', async (_, mark) => {
  await using instance = await startInstance('amazon-linux-2', 'Monitoring');
  await instance.install(shell, 'install-logs', 'awslogs');
  const theirs = '[theirs]\nfile = /x\nlog_group_name = x\nlog_stream_name = x\n';
  await instance.sh(
    `sed -i '/${mark}/d' "$ROOT/${conf}"; printf '${theirs.replaceAll('\n', '\\n')}' >>"$ROOT/${conf}"`,
  );
  await instance.install(shell, 'uninstall');
  expect(read(instance, conf)).toMatch(/\[theirs\]\nfile = \/x\n/);
  expect(read(instance, conf)).not.toContain('/var/log/secure');
  expect(read(instance, conf)).not.toContain('cloudwatch-wizard');
});

it('goes back to what awslogs shipped before when it does not stay up with ours', async () => {
  await using instance = await startInstance('amazon-linux-2', 'Monitoring');
  await instance.sh('yum -y install awslogs; systemctl enable --now awslogsd');
  const before = read(instance, conf);
  await instance.sh(
    `printf '%s\\n' '#!/bin/sh' '! grep -q cloudwatch-wizard "$ROOT/${conf}"' >"$ROOT/.pretend/lib/start-awslogsd.service.sh"`,
  );
  const result = await instance.install(shell, 'install-logs', 'awslogs');
  expect(protocol(result, 'error')).toEqual([expect.stringMatching(/^log-shipper-inactive /)]);
  expect(read(instance, conf)).toBe(before);
  expect(instance.machine.activeUnits()).toContain('awslogsd.service');
});

it('goes back to what the CloudWatch agent had when it refuses ours, or is not up in half a minute', async () => {
  await using instance = await startInstance('amazon-linux-2023', 'Monitoring');
  const theirs = '{"logs":{"logs_collected":{"files":{"collect_list":[{"file_path":"/x"}]}}}}';
  await instance.sh('dnf -y install amazon-cloudwatch-agent');
  writeFileSync(inside(instance, 'tmp/theirs.json'), theirs);
  await instance.sh(
    'amazon-cloudwatch-agent-ctl -a fetch-config -m ec2 -s -c file:/tmp/theirs.json',
  );
  const wrong = { file_path: '/x', initial_position: 'end' };
  instance.payload(
    'log-config',
    JSON.stringify({ logs: { logs_collected: { files: { collect_list: [wrong] } } } }),
  );
  const refused = await instance.install(shell, 'install-logs', 'amazon-cloudwatch-agent');
  expect(protocol(refused, 'error')).toEqual([
    expect.stringMatching(/^log-shipper-inactive .*Additional property not allowed/),
  ]);
  expect(read(instance, `${parts}/file_theirs.json`)).toBe(theirs);
  expect(existsSync(inside(instance, `${parts}/file_cloudwatch-wizard.json`))).toBe(false);
  expect(instance.machine.activeUnits()).toContain('amazon-cloudwatch-agent.service');
});

it('says that syslog does not write the file, which the heartbeat line has to take', async () => {
  await using instance = await startInstance('amazon-linux-2', 'Monitoring');
  instance.payload('syslog-file', '/var/log/messages\n');
  const well = await instance.install(shell, 'install-logs', 'awslogs');
  expect(protocol(well, 'fact')).toContain('syslog_line=1');
  await instance.sh('systemctl stop rsyslog');
  const silent = await instance.install(shell, 'install-logs', 'awslogs');
  expect(protocol(silent, 'error')).toEqual([
    'syslog-silent a line written by logger does not get to /var/log/messages',
  ]);
});

it('sees how large the files are, who else ships them, and what the shipper complains of', async () => {
  await using instance = await startInstance('amazon-linux-2', 'Monitoring');
  instance.payload('log-files', '/var/log/messages\n/var/log/a b\n/var/log/none\nrelative\n');
  writeFileSync(inside(instance, 'var/log/a b'), '12345');
  await instance.sh(
    'yum -y install awslogs; systemctl start awslogsd; echo "x - AccessDeniedException" >"$ROOT/var/log/awslogs.log"',
  );
  const facts = protocol(await instance.install(shell, 'probe'), 'fact');
  expect(facts).toEqual(
    expect.arrayContaining([
      'log_size=5 /var/log/a b',
      expect.stringMatching(/^log_size=\d+ \/var\/log\/messages$/),
      'shipped_by_others=/var/log/messages',
      'awslogs_region=us-east-1',
      'shipper_error=denied',
      'log_behind=1',
    ]),
  );
  expect(facts.filter((fact) => fact.startsWith('log_size='))).toHaveLength(2);
});
