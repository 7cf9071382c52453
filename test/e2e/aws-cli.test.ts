import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/main.ts';
import { hasAwsCli, runAwsCli } from '../support/aws-cli.ts';
import { wizardOn } from '../support/wizard.ts';

let sandbox: Sandbox;
let instanceId = '';

// The CLI signs with the time of this machine and follows nobody else's. So the set-up, which
// moves the sandbox's clock, begins in the past, and the CLI comes when both agree.
beforeAll(async () => {
  const startAt = Date.now() - 20 * 60_000;
  const instances = [{ os: 'amazon-linux-2023' }] as const;
  sandbox = await startSandbox({ startAt, delayScale: 0, instances });
  instanceId = sandbox.instances[0]?.id ?? '';
  const ran = await wizardOn(sandbox).run(
    'setup',
    '--instance-id',
    instanceId,
    '--no-alerts',
    '--yes',
  );
  expect(ran).toMatchObject({ exitCode: 0 });
  expect(sandbox.clock.now()).toBeLessThan(Date.now());
  await sandbox.clock.advance(Date.now() - sandbox.clock.now());
});

afterAll(() => sandbox.dispose());

describe.runIf(hasAwsCli())('the AWS CLI reads back', () => {
  async function read<T>(...args: string[]): Promise<T> {
    const { exitCode, stdout, stderr } = await runAwsCli(sandbox, [...args, '--output', 'json']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    return JSON.parse(stdout) as T;
  }

  it('the role, with its owner tag', async () => {
    const { Role } = await read<{ Role: { Tags: object[] } }>(
      ...['iam', 'get-role', '--role-name', 'CustomMonitoringRole'],
    );
    expect(Role.Tags).toContainEqual({ Key: 'cloudwatch-wizard:owner', Value: 'v1' });
  });

  it('the pointer tag and the profile of the instance', async () => {
    const query = 'Reservations[0].Instances[0].[IamInstanceProfile.Arn, Tags]';
    const [profileArn, tags] = await read<[string, { Key: string; Value: string }[]]>(
      ...['ec2', 'describe-instances', '--instance-ids', instanceId, '--query', query],
    );
    expect(profileArn).toMatch(/instance-profile\/CustomMonitoringRole$/);
    const pointer = tags.find(({ Key }) => Key === 'cloudwatch-wizard');
    expect(pointer?.Value).toMatch(new RegExp(`^v=1 id=${instanceId} k=\\w+ sh=0 al=0$`));
  });

  it('a data point of the memory metric', async () => {
    const now = sandbox.clock.now();
    const iso = (ms: number) => new Date(ms).toISOString();
    const { Datapoints } = await read<{ Datapoints: { Average: number }[] }>(
      ...['cloudwatch', 'get-metric-statistics', '--namespace', 'System/Linux'],
      ...['--metric-name', 'MemoryUtilization', '--statistics', 'Average', '--period', '60'],
      ...['--dimensions', `Name=InstanceId,Value=${instanceId}`],
      ...['--start-time', iso(now - 3_600_000), '--end-time', iso(now + 60_000)],
    );
    expect(Datapoints.length).toBeGreaterThan(0);
    expect(Datapoints[0]?.Average).toBeGreaterThan(0);
  });

  it('the heartbeat line in the log stream of the instance', async () => {
    const { events } = await read<{ events: { message: string }[] }>(
      ...['logs', 'filter-log-events', '--log-group-name', '/var/log/messages'],
      ...['--log-stream-names', instanceId, '--filter-pattern', 'cwhb'],
    );
    expect(events.at(-1)?.message).toMatch(/cwhb v=1 sh=0 .* ok=1 .* n=[0-9a-f]{16}/);
  });
});
