import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { shells } from './agent-run.ts';
import { type PretendInstance, protocol, startInstance } from './pretend-instance.ts';

const agent = 'amazon-cloudwatch-agent';
const unit = `${agent}.service`;
const home = 'opt/aws/amazon-cloudwatch-agent';
const parts = `${home}/etc/amazon-cloudwatch-agent.d`;
const theirs = '{"metrics":{"metrics_collected":{"mem":{"measurement":["used"]}}}}';
const file = { file_path: '/var/log/x', log_group_name: 'g', log_stream_name: 's' };
const ofFile = JSON.stringify({ logs: { logs_collected: { files: { collect_list: [file] } } } });

const inside = ({ machine }: PretendInstance, path: string) => join(machine.root, path);
const read = (instance: PretendInstance, path: string) =>
  readFileSync(inside(instance, path), 'utf8');
const partsOf = (instance: PretendInstance) => readdirSync(inside(instance, parts));

/** Somebody's own agent, configured from a file of that name. */
async function startWithAgent(name: string, version?: string) {
  const options = version === undefined ? {} : { cloudWatchAgentVersion: version };
  const instance = await startInstance('amazon-linux-2023', 'Monitoring', options);
  writeFileSync(inside(instance, `tmp/${name}`), theirs);
  await instance.sh(`dnf install -y -q ${agent}
    amazon-cloudwatch-agent-ctl -a fetch-config -m ec2 -s -c file:/tmp/${name}`);
  expect(instance.machine.activeUnits()).toContain(unit);
  return instance;
}

describe("a CloudWatch agent with somebody's own configuration", () => {
  it('keeps one that was fetched from cloudwatch-agent.json, and so does uninstall', async () => {
    await using instance = await startWithAgent('cloudwatch-agent.json');
    const before = await instance.snapshot();
    expect(protocol(await instance.install('dash', 'probe'), 'fact')).toContain('cwagent_in_use=1');
    expect(await instance.install('dash', 'install-logs', agent)).toMatchObject({ exitCode: 0 });
    expect(read(instance, `${parts}/file_cloudwatch-agent.json`)).toBe(theirs);
    expect(partsOf(instance)).toContain('file_cloudwatch-wizard.json');
    await instance.install('dash', 'uninstall');
    expect(await instance.snapshot()).toEqual(before);
  });

  it('is not changed where one with our own name is not ours', async () => {
    await using instance = await startWithAgent('cloudwatch-wizard.json');
    const before = await instance.snapshot();
    expect(protocol(await instance.install('dash', 'probe'), 'fact')).toContain('cwagent_in_use=1');
    const refused = await instance.install('dash', 'install-logs', agent);
    expect(protocol(refused, 'error')).toEqual([
      `log-shipper-inactive /${parts}/file_cloudwatch-wizard.json is there already and not ours`,
    ]);
    await instance.install('dash', 'uninstall');
    expect(await instance.snapshot()).toEqual(before);
  });
});

describe.each(shells)('a CloudWatch agent that goes down with ours under %s', (shell) => {
  it('has its own again, though it was up for seconds', async () => {
    await using instance = await startWithAgent('theirs.json');
    instance.payload('log-config', ofFile);
    await instance.sh(
      `printf '%s\\n' '! grep -q /var/log/x "$ROOT/${parts}"/*' >"$ROOT/.pretend/lib/lasts-${unit}.sh"`,
    );
    const result = await instance.install(shell, 'install-logs', agent);
    expect(protocol(result, 'error')).toEqual([expect.stringMatching(/^log-shipper-inactive /)]);
    expect(partsOf(instance)).toEqual(['file_theirs.json']);
    expect(instance.machine.activeUnits()).toContain(unit);
  });

  it('has it again too where it is started again and again', async () => {
    await using instance = await startWithAgent('theirs.json');
    instance.payload('log-config', ofFile);
    await instance.sh(
      `cat >"$ROOT/.pretend/lib/lasts-${unit}.sh" <<'END'
grep -q /var/log/x "$ROOT/${parts}"/* || exit 0
read -r since pid <"$ROOT/.pretend/units/${unit}.active"
echo "$((since + 4000)) $((pid + 1))" >"$ROOT/.pretend/units/${unit}.active"
END`,
    );
    const result = await instance.install(shell, 'install-logs', agent);
    expect(protocol(result, 'error')).toEqual([expect.stringMatching(/^log-shipper-inactive /)]);
    expect(partsOf(instance)).toEqual(['file_theirs.json']);
    expect(instance.machine.activeUnits()).toContain(unit);
  });

  it('goes again where it came for the journal and cannot read it', async () => {
    await using instance = await startInstance('amazon-linux-2023', 'Monitoring', {
      cloudWatchAgentVersion: '1.300069.0-1.amzn2023',
    });
    const before = await instance.snapshot();
    const result = await instance.install(shell, 'install-logs', agent);
    expect(protocol(result, 'error')).toEqual([
      'journald-needs-newer-agent the CloudWatch agent to be had is 1.300069.0; the journal needs 1.300070.0',
    ]);
    expect((await instance.snapshot()).packages).toBe(before.packages);
    expect(existsSync(inside(instance, home))).toBe(false);
    await instance.install(shell, 'uninstall');
    expect(await instance.snapshot()).toEqual(before);
  });
});

it('an agent that does not say its version gets no journal, and stays', async () => {
  await using instance = await startWithAgent('theirs.json', '1.300069.0-1.amzn2023');
  await instance.sh(`rm "$ROOT/${home}/bin/CWAGENT_VERSION"`);
  const before = await instance.snapshot();
  expect(protocol(await instance.install('dash', 'probe'), 'fact')).toContain('cwagent=unknown');
  const result = await instance.install('dash', 'install-logs', agent);
  expect(protocol(result, 'error')[0]).toMatch(/^journald-needs-newer-agent .*is unknown/);
  expect(instance.machine.activeUnits()).toContain(unit);
  await instance.install('dash', 'uninstall');
  expect(await instance.snapshot()).toEqual(before);
});

it('an old agent ships a file all the same', async () => {
  await using instance = await startInstance('amazon-linux-2023', 'Monitoring', {
    cloudWatchAgentVersion: '1.300069.0-1.amzn2023',
  });
  instance.payload('log-config', ofFile);
  expect(await instance.install('dash', 'install-logs', agent)).toMatchObject({ exitCode: 0 });
  expect(instance.machine.activeUnits()).toContain(unit);
});
