import {
  appendFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import {
  CreateLogGroupCommand,
  DeleteLogGroupCommand,
  PutRetentionPolicyCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { RebootInstancesCommand } from '@aws-sdk/client-ec2';
import { PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Machine } from '../../sandbox/machine/machine.ts';
import { type Sandbox, startSandbox } from '../../sandbox/main.ts';
import type { LogGroup } from '../../sandbox/services/logs/state.ts';
import { differences, snapshotWorld } from '../../sandbox/snapshot.ts';
import type { TextQuestion } from '../../wizard/ui/prompts.ts';
import { createInstanceRole } from '../support/instance-role.ts';
import { personWho } from '../support/prompts.ts';
import { sandboxClients } from '../support/sandbox.ts';
import { type Wizard, wizardOn } from '../support/wizard.ts';

const minute = 60_000;
const systemGroup = '/var/log/messages';

let sandbox: Sandbox;
let wizard: Wizard;
let machine: Machine;
let instanceId = '';

const groups = (): ReadonlyMap<string, LogGroup> =>
  sandbox.world.regions()[0]?.logs.groups ?? new Map();
const eventsOf = (group: string, stream: string) =>
  (groups().get(group)?.streams.get(stream)?.events ?? []).map(({ message }) => message);
const heartbeats = () => eventsOf(systemGroup, instanceId).filter((line) => line.includes(' cwhb'));
const inside = (path: string) => join(machine.root, path);
const sh = (script: string) => machine.run(script, { timeoutMs: 20_000 });

async function run(verb: string, ...more: string[]) {
  const said = { setup: ['--yes', '--no-alerts'], status: [] }[verb] ?? ['--yes'];
  return wizard.run(verb, '--instance-id', instanceId, ...said, ...more);
}

describe('logs of Amazon Linux 2', () => {
  beforeAll(async () => {
    sandbox = await startSandbox({ delayScale: 0.1, instances: [{ os: 'amazon-linux-2' }] });
    wizard = wizardOn(sandbox);
    instanceId = sandbox.instances[0]?.id ?? '';
    machine = sandbox.world.machines.get(instanceId) as Machine;
    writeFileSync(inside('var/log/my app.log'), 'old line\n');
    const ran = await run(
      'setup',
      ...['--log', '/var/log/my app.log,group=app,stream={instance_id}-app'],
      ...['--log-start', 'end', '--retention', 'app=7'],
      ...['--log-kms-key', 'arn:aws:kms:ap-northeast-2:111122223333:key/1234'],
    );
    expect(ran.stderr).not.toContain('✖');
    expect(ran.exitCode).toBe(0);
  });
  afterAll(() => sandbox.dispose());

  it('go to a group each, with its retention, our tag and the key', () => {
    const seen = [...groups().values()].map(({ name, retentionInDays, kmsKeyId, tags }) => ({
      ...{ name, retentionInDays, key: kmsKeyId?.slice(-4) },
      owner: tags.get('cloudwatch-wizard:owner'),
    }));
    expect(seen).toEqual([
      { name: systemGroup, retentionInDays: 30, key: '1234', owner: 'v1' },
      { name: 'app', retentionInDays: 7, key: '1234', owner: 'v1' },
    ]);
  });

  it('are shipped from their end on, as was said', async () => {
    appendFileSync(inside('var/log/my app.log'), 'new line\n');
    await sandbox.clock.advance(minute);
    expect(eventsOf('app', `${instanceId}-app`)).toEqual(['new line']);
  });

  it('go on after a reboot: the service is enabled', async () => {
    const { ec2 } = sandboxClients(sandbox);
    const before = heartbeats().length;
    await ec2.send(new RebootInstancesCommand({ InstanceIds: [instanceId] }));
    await sandbox.clock.advance(16 * minute);
    expect(heartbeats().length).toBeGreaterThan(before + 1);
    expect(machine.activeUnits()).toContain('awslogsd.service');
  });

  it('that were rotated under an agent which holds on to the old file are repaired, without a gap', async () => {
    const before = heartbeats().length;
    writeFileSync(inside('.pretend/holds-rotated-file'), '');
    renameSync(inside('var/log/messages'), inside('var/log/messages-20261124'));
    await sandbox.clock.advance(41 * minute);
    expect(heartbeats()).toHaveLength(before);
    expect((await run('status')).stdout).toContain('not arriving: log-heartbeat');
    const repaired = await run('repair');
    expect(repaired.exitCode).toBe(0);
    expect(repaired.stderr).toContain(
      '/var/log/messages was rotated, and awslogsd still holds the old file. On the instance: sudo systemctl restart awslogsd',
    );
    const lines = heartbeats();
    expect(new Set(lines).size).toBe(lines.length);
    expect(lines.length).toBeGreaterThanOrEqual(before + 8);
  });

  it('whose group was deleted get it again, with its retention, whoever creates it first', async () => {
    const { logs } = sandboxClients(sandbox);
    await logs.send(new DeleteLogGroupCommand({ logGroupName: systemGroup }));
    expect((await run('status')).stdout).toContain('Create the log group /var/log/messages');
    await sandbox.clock.advance(10 * minute);
    // By now the log agent has created it, which knows nothing of a retention.
    expect(groups().get(systemGroup)?.retentionInDays).toBeUndefined();
    expect((await run('status')).stdout).toContain(
      'Keep the events of /var/log/messages for 30 days',
    );
    expect((await run('repair')).exitCode).toBe(0);
    expect(groups().get(systemGroup)?.retentionInDays).toBe(30);
    expect((await run('status')).stdout).not.toContain('drift');
  });

  it('keep the retention that somebody gave their group since', async () => {
    const { logs } = sandboxClients(sandbox);
    const policy = { logGroupName: systemGroup, retentionInDays: 365 };
    await logs.send(new PutRetentionPolicyCommand(policy));
    expect((await run('repair')).exitCode).toBe(0);
    const refused = await run('setup', '--retention', '/var/log/messages=30');
    expect(refused.exitCode).toBe(2);
    expect(groups().get(systemGroup)?.retentionInDays).toBe(365);
  });

  it('that go to another Region are named and repaired', async () => {
    await sh(
      `sed -i 's/^region = .*/region = us-east-1/' "$ROOT/etc/awslogs/awscli.conf"; systemctl restart awslogsd`,
    );
    await sandbox.clock.advance(30 * minute);
    const repaired = await run('repair');
    expect(repaired.stderr).toContain('awslogs sends to us-east-1, not to ap-northeast-2.');
    expect(repaired.exitCode).toBe(0);
  });

  it('that do not arrive because syslog is down are explained, with the command', async () => {
    await sh('systemctl stop rsyslog');
    await sandbox.clock.advance(30 * minute);
    const repaired = await run('repair');
    expect(repaired.exitCode).toBe(1);
    expect(repaired.stderr).toContain('rsyslog is not running');
    expect(repaired.stderr).toContain('sudo systemctl enable --now rsyslog');
    await sh('systemctl start rsyslog');
    expect((await run('repair')).exitCode).toBe(0);
  });
});

describe('a log agent that was there before', () => {
  const config = 'opt/aws/amazon-cloudwatch-agent/etc/amazon-cloudwatch-agent.d';
  const others = JSON.stringify({
    agent: { metrics_collection_interval: 60 },
    metrics: { metrics_collected: { mem: { measurement: ['used'] } } },
    logs: { logs_collected: { files: { collect_list: [{ file_path: '/var/log/dpkg.log' }] } } },
  });

  beforeAll(async () => {
    sandbox = await startSandbox({ delayScale: 0.1, instances: [{ os: 'ubuntu-24.04' }] });
    wizard = wizardOn(sandbox);
    instanceId = sandbox.instances[0]?.id ?? '';
    machine = sandbox.world.machines.get(instanceId) as Machine;
    await sh('sh "$ROOT/.pretend/lib/configure-package.sh" Install AmazonCloudWatchAgent true');
    const { logs } = sandboxClients(sandbox);
    const policy = { logGroupName: systemGroup, retentionInDays: 365 };
    await logs.send(new CreateLogGroupCommand({ logGroupName: systemGroup }));
    await logs.send(new PutRetentionPolicyCommand(policy));
    writeFileSync(inside('tmp/theirs.json'), others);
    await sh('amazon-cloudwatch-agent-ctl -a fetch-config -m ec2 -s -c file:/tmp/theirs.json');
    expect(machine.activeUnits()).toContain('amazon-cloudwatch-agent.service');
    sandbox.world.regions()[0]?.ssm.associations.push({
      ...{ id: 'a-1', name: 'nightly', instanceId },
      documentName: 'AmazonCloudWatch-ManageAgent',
    });
  });
  afterAll(() => sandbox.dispose());

  it('is refused what it cannot do, before anything is installed on the instance', async () => {
    const lower = await run('setup', '--retention', `${systemGroup}=7`);
    expect(lower.exitCode).toBe(2);
    expect(lower.stderr).toContain('keeps its events for 365 days. With 7 days everything older');
    const misspelt = await run('setup', '--retention', '/var/log/mesages=7');
    expect(misspelt.exitCode).toBe(2);
    expect(misspelt.stderr).toContain('Did you mean /var/log/messages?');
    const atEnd = await run('setup', '--log-start', 'end');
    expect(atEnd.exitCode).toBe(4);
    expect(atEnd.stderr).toContain('[cannot-start-at-end]');
    const missing = await run('setup', '--log-start', 'beginning', '--log', '/var/log/none.log');
    expect(missing.exitCode).toBe(4);
    expect(missing.stderr).toContain('has no file /var/log/none.log');
    const override = await run('setup', '--log', systemGroup, '--log-shipper', 'awslogs');
    expect(override.stderr).toContain('[awslogs-not-on-this-os]');
    expect(existsSync(inside('usr/local/libexec/cloudwatch-wizard'))).toBe(false);
  });

  it('gets log items beside its own, which stay as they are, with and without us', async () => {
    const typed: string[] = [];
    const prompts = {
      ...(await personWho(async () => true)()),
      enter: async ({ check }: TextQuestion) => {
        typed.push(check('other') ?? '', check(systemGroup) ?? '');
        return systemGroup;
      },
    };
    const set = await wizard.runWith(
      { prompts: async () => prompts },
      ...[
        'setup',
        '--no-alerts',
        '--instance-id',
        instanceId,
        '--log-shipper',
        'auto',
        '--log',
        systemGroup,
      ],
      ...['--retention', `${systemGroup}=7`],
    );
    expect(set.stderr).not.toContain('✖');
    expect(typed).toEqual([expect.stringContaining('Not /var/log/messages'), '']);
    expect(groups().get(systemGroup)?.retentionInDays).toBe(7);
    expect(set.stdout).toContain('nightly (AmazonCloudWatch-ManageAgent)');
    const ours = readFileSync(inside(`${config}/file_cloudwatch-wizard.json`), 'utf8');
    expect(Object.keys(JSON.parse(ours))).toEqual(['logs']);
    expect(readFileSync(inside(`${config}/file_theirs.json`), 'utf8')).toBe(others);
    expect((await run('undo')).exitCode).toBe(0);
    expect(groups().get(systemGroup)?.retentionInDays).toBe(365);
    expect(readdirSync(inside(config))).toEqual(['file_theirs.json']);
    expect(readFileSync(inside(`${config}/file_theirs.json`), 'utf8')).toBe(others);
    expect(machine.activeUnits()).toContain('amazon-cloudwatch-agent.service');
  });

  it('is asked about again where there is more to upload than anybody agreed to', async () => {
    const size = 3 * 1024 ** 3;
    truncateSync(inside('var/log/syslog'), size);
    appendFileSync(inside('var/log/syslog'), '\n2026-11-24T12:00:00+00:00 ip x: y\n');
    const ran = await run('setup');
    expect(ran.exitCode).toBe(5);
    expect(ran.stderr).toContain(
      '/var/log/syslog holds 3.0 GB; sending it costs about $1.50, once.',
    );
    expect(ran.stderr).toContain('--log-start beginning');
  });
});

it('Amazon Linux 1 that requires IMDSv2 is refused with the reason and a way out', async () => {
  await using own = await startSandbox({
    delayScale: 0,
    instances: [{ os: 'amazon-linux-1', httpTokens: 'required' }],
  });
  const id = own.instances[0]?.id ?? '';
  const ran = await wizardOn(own).run('setup', '--instance-id', id, '--no-alerts', '--yes');
  expect(ran.exitCode).toBe(4);
  expect(ran.stderr).toContain('[no-agent-for-amazon-linux-1]');
  expect(ran.stderr).toContain('--http-tokens optional');
});

it('the CloudWatch agent measures instead of the cron job where that is asked for', async () => {
  await using own = await startSandbox({ delayScale: 0.1, instances: [{ os: 'amazon-linux-2' }] });
  const other = wizardOn(own);
  const id = own.instances[0]?.id ?? '';
  const before = snapshotWorld(own.world);
  const ran = await other.run(
    'setup',
    '--no-alerts',
    '--instance-id',
    id,
    '--yes',
    '--metrics-agent',
    'cloudwatch-agent',
  );
  expect(ran.stderr).not.toContain('✖');
  expect(ran.exitCode).toBe(0);
  expect(ran.stdout).toContain('by InstanceId, Filesystem and MountPath');
  const metrics = own.world.regions()[0]?.cloudwatch.metrics.values() ?? [];
  const names = [...metrics].map(
    ({ metricName, dimensions }) => `${metricName} ${dimensions.map(({ Name }) => Name).sort()}`,
  );
  expect(names).toContain('DiskSpaceUtilization InstanceId,fstype,path');
  const puts = own.world.requests.all().filter(({ operation }) => operation === 'PutMetricData');
  const bodies = puts.map(({ input }) => JSON.stringify(input));
  const alone = bodies.filter(
    (body) => body.includes('WizardHeartbeat') && !body.includes('Memory'),
  );
  expect(alone.length).toBeGreaterThan(0);
  expect(await other.run('undo', '--instance-id', id, '--yes')).toMatchObject({ exitCode: 0 });
  expect(differences(before, snapshotWorld(own.world))).toEqual([]);
});

it('says why no log arrives when it has waited in vain', async () => {
  await using own = await startSandbox({ delayScale: 0, instances: [{ os: 'amazon-linux-2' }] });
  const { iam } = sandboxClients(own);
  const RoleName = 'CustomMonitoringRole';
  const policies = ['CloudWatchFullAccess', 'AmazonSSMManagedInstanceCore'];
  await createInstanceRole(iam, { name: RoleName, policies });
  const Statement = [{ Effect: 'Deny', Action: 'logs:PutLogEvents', Resource: '*' }];
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'deny', PolicyDocument }));
  const id = own.instances[0]?.id ?? '';
  const ran = await wizardOn(own).run('setup', '--instance-id', id, '--no-alerts', '--yes');
  expect(ran.exitCode).toBe(5);
  expect(ran.stderr).toContain('Not arrived from');
  expect(ran.stderr).toContain('CloudWatch Logs refuses awslogsd: its role lacks the right.');
});

/** A set-up that may not create the log group: the journal says that it was begun. */
async function refuseTheGroup(): Promise<void> {
  sandbox = await startSandbox({ delayScale: 0, instances: [{ os: 'amazon-linux-2023' }] });
  wizard = wizardOn(sandbox);
  instanceId = sandbox.instances[0]?.id ?? '';
  const { faults } = sandbox.world;
  faults.add({ service: 'logs', operation: 'CreateLogGroup', times: 5, effect: 'deny' });
  expect((await run('setup')).exitCode).toBe(4);
  faults.clear();
}

describe('a log group that could not be created', () => {
  beforeAll(refuseTheGroup);
  afterAll(() => sandbox.dispose());

  it('and that somebody else created then keeps its own retention', async () => {
    const { logs } = sandboxClients(sandbox);
    const policy = { logGroupName: systemGroup, retentionInDays: 365 };
    await logs.send(new CreateLogGroupCommand({ logGroupName: systemGroup }));
    await logs.send(new PutRetentionPolicyCommand(policy));
    const again = await run('setup');
    expect(again.stderr).not.toContain('✖');
    expect(again.stdout).toContain(`${systemGroup} exists and keeps its own retention: 365 days`);
    expect(groups().get(systemGroup)?.retentionInDays).toBe(365);
  });
});

describe('a log group whose creation was not written down', () => {
  const tag = { 'cloudwatch-wizard:owner': 'v1' };

  beforeEach(refuseTheGroup);
  afterEach(() => sandbox.dispose());

  it.each([
    ['gets its retention where our tag says that it is ours', tag, 30],
    ['keeps its events for ever where it has no such tag', {}, undefined],
  ])('%s', async (_, tags, days) => {
    const { logs } = sandboxClients(sandbox);
    await logs.send(new CreateLogGroupCommand({ logGroupName: systemGroup, tags }));
    expect((await run('setup')).exitCode).toBe(0);
    expect(groups().get(systemGroup)?.retentionInDays).toBe(days);
  });

  it('keeps its events for ever where its tags may not be read', async () => {
    const { logs } = sandboxClients(sandbox);
    await logs.send(new CreateLogGroupCommand({ logGroupName: systemGroup, tags: tag }));
    const { faults } = sandbox.world;
    faults.add({ service: 'logs', operation: 'ListTagsForResource', effect: 'deny' });
    expect((await run('setup')).exitCode).toBe(0);
    expect(groups().get(systemGroup)?.retentionInDays).toBeUndefined();
  });
});
