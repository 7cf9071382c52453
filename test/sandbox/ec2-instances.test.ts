import {
  CreateTagsCommand,
  DeleteTagsCommand,
  DescribeInstanceStatusCommand,
  DescribeInstancesCommand,
  DescribeTagsCommand,
  type EC2Client,
  ModifyInstanceMetadataOptionsCommand,
  MonitorInstancesCommand,
  paginateDescribeTags,
  StartInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
  UnmonitorInstancesCommand,
} from '@aws-sdk/client-ec2';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/main.ts';
import { errorOf, sandboxClients } from '../support/sandbox.ts';

let sandbox: Sandbox;
let ec2: EC2Client;
let id: string;

async function start() {
  sandbox = await startSandbox({
    instances: [{ os: 'amazon-linux-2', name: 'web-1', tags: { team: 'blue' } }],
  });
  ec2 = sandboxClients(sandbox).ec2;
  id = sandbox.instances[0]?.id ?? '';
}

const end = () => sandbox.dispose();

async function only(instanceId = id) {
  const answer = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [instanceId] }));
  return answer.Reservations?.[0]?.Instances?.[0];
}

async function idsWith(Name: string, ...Values: string[]) {
  const answer = await ec2.send(new DescribeInstancesCommand({ Filters: [{ Name, Values }] }));
  return answer.Reservations?.flatMap(({ Instances }) => Instances?.map((each) => each.InstanceId));
}

describe('DescribeInstances', () => {
  beforeAll(start);
  afterAll(end);

  it('shows what a wizard has to know of an instance', async () => {
    expect(await only()).toMatchObject({
      InstanceId: id,
      InstanceType: 't3.micro',
      State: { Name: 'running', Code: 16 },
      PlatformDetails: 'Linux/UNIX',
      Monitoring: { State: 'disabled' },
      Placement: { AvailabilityZone: 'ap-northeast-2a' },
      MetadataOptions: { HttpTokens: 'optional', HttpEndpoint: 'enabled', State: 'applied' },
      LaunchTime: new Date(sandbox.clock.now() - 24 * 3_600_000),
      Tags: [
        { Key: 'Name', Value: 'web-1' },
        { Key: 'team', Value: 'blue' },
      ],
    });
    expect((await only())?.IamInstanceProfile).toBeUndefined();
  });

  it.each([
    ['instance-state-name', 'running', true],
    ['instance-state-name', 'stopped', false],
    ['tag:Name', 'web-*', true],
    ['tag:Name', 'web-?', true],
    ['tag:Name', 'web', false],
    ['tag:Name', 'web.1', false],
    ['tag:Name', 'web-\\*', false],
    ['tag-key', 'team', true],
    ['tag-key', 'blue', false],
    ['iam-instance-profile.arn', '*', false],
  ])('filters by %s = %s', async (name, value, isFound) => {
    expect(await idsWith(name, value)).toEqual(isFound ? [id] : []);
  });

  it('takes several values of a filter as alternatives', async () => {
    expect(await idsWith('instance-state-name', 'stopped', 'running')).toEqual([id]);
  });

  it('refuses a filter that EC2 does not have', async () => {
    const filters = new DescribeInstancesCommand({ Filters: [{ Name: 'nope', Values: ['x'] }] });
    expect(await errorOf(ec2.send(filters))).toMatchObject({
      name: 'InvalidParameterValue',
      message: "The filter 'nope' is invalid",
    });
  });

  it.each([
    [
      'i-0123456789abcdef0',
      'InvalidInstanceID.NotFound',
      "The instance ID 'i-0123456789abcdef0' does not exist",
    ],
    ['web-1', 'InvalidInstanceID.Malformed', 'Invalid id: "web-1"'],
  ])('refuses the id %s', async (wrong, name, message) => {
    const call = ec2.send(new DescribeInstancesCommand({ InstanceIds: [wrong] }));
    expect(await errorOf(call)).toEqual({ name, message, status: 400 });
  });

  it('sees no instance of another Region', async () => {
    const elsewhere = sandboxClients(sandbox, { region: 'eu-west-1' }).ec2;
    expect((await elsewhere.send(new DescribeInstancesCommand({}))).Reservations).toEqual([]);
  });
});

describe('an instance over time', () => {
  beforeEach(start);
  afterEach(end);

  const stopIt = () => ec2.send(new StopInstancesCommand({ InstanceIds: [id] }));
  const startIt = () => ec2.send(new StartInstancesCommand({ InstanceIds: [id] }));

  it('passes through stopping to stopped, and through pending to running', async () => {
    expect((await stopIt()).StoppingInstances?.[0]).toMatchObject({
      PreviousState: { Name: 'running' },
      CurrentState: { Name: 'stopping' },
    });
    expect((await only())?.State?.Name).toBe('stopping');
    await sandbox.clock.advance(20_000);
    expect((await only())?.State?.Name).toBe('stopped');
    expect((await startIt()).StartingInstances?.[0]?.CurrentState?.Name).toBe('pending');
    await sandbox.clock.advance(20_000);
    const running = await only();
    expect(running?.State?.Name).toBe('running');
    expect(running?.LaunchTime?.getTime()).toBeGreaterThan(sandbox.clock.now() - 60_000);
  });

  it('is not started while it is still stopping', async () => {
    await stopIt();
    expect((await errorOf(startIt())).name).toBe('IncorrectInstanceState');
  });

  it('is listed for an hour after it was terminated, and its machine is gone', async () => {
    await ec2.send(new TerminateInstancesCommand({ InstanceIds: [id] }));
    await sandbox.clock.advance(20_000);
    expect((await only())?.State?.Name).toBe('terminated');
    expect(sandbox.world.machines.has(id)).toBe(false);
    await sandbox.clock.advance(3_600_000);
    expect((await errorOf(only())).name).toBe('InvalidInstanceID.NotFound');
  });

  it('has its status checks initializing for a while after a start', async () => {
    await stopIt();
    await sandbox.clock.advance(20_000);
    const status = async () =>
      (await ec2.send(new DescribeInstanceStatusCommand({}))).InstanceStatuses?.[0]?.InstanceStatus
        ?.Status;
    expect(await status()).toBeUndefined();
    await startIt();
    await sandbox.clock.advance(20_000);
    expect(await status()).toBe('initializing');
    await sandbox.clock.advance(120_000);
    expect(await status()).toBe('ok');
  });
});

describe('detailed monitoring', () => {
  beforeEach(start);
  afterEach(end);

  it('is pending, then enabled; disabling, then disabled', async () => {
    const monitored = await ec2.send(new MonitorInstancesCommand({ InstanceIds: [id] }));
    expect(monitored.InstanceMonitorings).toEqual([
      { InstanceId: id, Monitoring: { State: 'pending' } },
    ]);
    expect((await only())?.Monitoring?.State).toBe('pending');
    await sandbox.clock.advance(3_000);
    expect((await only())?.Monitoring?.State).toBe('enabled');
    await ec2.send(new UnmonitorInstancesCommand({ InstanceIds: [id] }));
    expect((await only())?.Monitoring?.State).toBe('disabling');
    await sandbox.clock.advance(3_000);
    expect((await only())?.Monitoring?.State).toBe('disabled');
  });

  it('is not changed by a dry run', async () => {
    const dryRun = ec2.send(new MonitorInstancesCommand({ InstanceIds: [id], DryRun: true }));
    expect(await errorOf(dryRun)).toMatchObject({ name: 'DryRunOperation', status: 412 });
    expect((await only())?.Monitoring?.State).toBe('disabled');
  });
});

describe('tags', () => {
  beforeEach(start);
  afterEach(end);

  const put = (Key: string, Value: string) =>
    ec2.send(new CreateTagsCommand({ Resources: [id], Tags: [{ Key, Value }] }));
  const tags = async () => {
    const filters = [{ Name: 'resource-id', Values: [id] }];
    const answer = await ec2.send(new DescribeTagsCommand({ Filters: filters }));
    return Object.fromEntries((answer.Tags ?? []).map(({ Key, Value }) => [Key, Value]));
  };

  it('are set, overwritten, and deleted only with the value that was named', async () => {
    await put('team', 'red');
    await put('role', 'db');
    expect(await tags()).toEqual({ Name: 'web-1', team: 'red', role: 'db' });
    const Tags = [{ Key: 'team', Value: 'blue' }, { Key: 'role' }];
    await ec2.send(new DeleteTagsCommand({ Resources: [id], Tags }));
    expect(await tags()).toEqual({ Name: 'web-1', team: 'red' });
  });

  it('do not begin with aws:', async () => {
    expect((await errorOf(put('aws:team', 'x'))).name).toBe('InvalidParameterValue');
  });

  it('are listed page by page, without an empty last page', async () => {
    for (let index = 0; index < 8; index += 1) await put(`key-${index}`, '');
    const sizes: number[] = [];
    for await (const page of paginateDescribeTags({ client: ec2, pageSize: 5 }, {}))
      sizes.push(page.Tags?.length ?? 0);
    expect(sizes).toEqual([5, 5]);
  });

  it('are fifty at most', async () => {
    const more = Array.from({ length: 49 }, (_, index) => ({ Key: `k${index}`, Value: '' }));
    const call = ec2.send(new CreateTagsCommand({ Resources: [id], Tags: more }));
    expect((await errorOf(call)).name).toBe('TagLimitExceeded');
  });
});

describe('metadata options', () => {
  beforeEach(start);
  afterEach(end);

  it('change only where they were named', async () => {
    await ec2.send(
      new ModifyInstanceMetadataOptionsCommand({ InstanceId: id, HttpTokens: 'required' }),
    );
    expect((await only())?.MetadataOptions).toMatchObject({
      HttpTokens: 'required',
      HttpEndpoint: 'enabled',
      HttpPutResponseHopLimit: 1,
    });
  });
});
