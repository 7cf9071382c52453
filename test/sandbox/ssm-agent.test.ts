import {
  AssociateIamInstanceProfileCommand,
  DisassociateIamInstanceProfileCommand,
  RebootInstancesCommand,
  StopInstancesCommand,
} from '@aws-sdk/client-ec2';
import { AttachRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  DescribeInstanceInformationCommand,
  GetConnectionStatusCommand,
  GetServiceSettingCommand,
  type InstanceInformationStringFilter,
  UpdateServiceSettingCommand,
} from '@aws-sdk/client-ssm';
import { afterEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/main.ts';
import { createInstanceRole } from '../support/instance-role.ts';
import { errorOf, sandboxClients } from '../support/sandbox.ts';

const minuteMs = 60_000;

let sandbox: Sandbox;
let clients: ReturnType<typeof sandboxClients>;
let id: string;

async function start(delayScale = 1) {
  sandbox = await startSandbox({ delayScale, instances: [{ os: 'amazon-linux-2023' }] });
  clients = sandboxClients(sandbox);
  id = sandbox.instances[0]?.id ?? '';
}

afterEach(() => sandbox.dispose());

/** Gives the instance a role with this managed policy. */
async function attachRole(policy: string) {
  await createInstanceRole(clients.iam, { name: 'App', policies: [policy] });
  await sandbox.clock.advance(8_000);
  const associated = await clients.ec2.send(
    new AssociateIamInstanceProfileCommand({
      InstanceId: id,
      IamInstanceProfile: { Name: 'App' },
    }),
  );
  await sandbox.clock.advance(5_000);
  return associated.IamInstanceProfileAssociation?.AssociationId;
}

const allow = (policy: string) =>
  clients.iam.send(
    new AttachRolePolicyCommand({
      RoleName: 'App',
      PolicyArn: `arn:aws:iam::aws:policy/${policy}`,
    }),
  );

async function reboot() {
  await clients.ec2.send(new RebootInstancesCommand({ InstanceIds: [id] }));
  await sandbox.clock.advance(20_000);
}

async function nodes(...filters: InstanceInformationStringFilter[]) {
  const answer = await clients.ssm.send(
    new DescribeInstanceInformationCommand(filters.length > 0 ? { Filters: filters } : {}),
  );
  return answer.InstanceInformationList ?? [];
}

const ping = async () => (await nodes())[0]?.PingStatus;

describe('an agent that found no rights at boot', () => {
  it('is online 25 to 30 minutes later, not when the role comes', async () => {
    await start();
    await attachRole('AmazonSSMManagedInstanceCore');
    await sandbox.clock.advance(24 * minuteMs);
    expect(await nodes()).toEqual([]);
    await sandbox.clock.advance(6 * minuteMs);
    expect(await ping()).toBe('Online');
  });

  it('looks at once when the instance is restarted', async () => {
    await start();
    await attachRole('AmazonSSMManagedInstanceCore');
    await reboot();
    expect(await ping()).toBe('Online');
  });

  it('goes on being refused with the rights of CloudWatchFullAccess alone', async () => {
    await start();
    await attachRole('CloudWatchFullAccess');
    await reboot();
    await sandbox.clock.advance(60 * minuteMs);
    expect(await nodes()).toEqual([]);
    await allow('AmazonSSMManagedInstanceCore');
    await sandbox.clock.advance(30 * minuteMs);
    expect(await ping()).toBe('Online');
  });

  it('does not get through while the metadata service is disabled', async () => {
    await start();
    await attachRole('AmazonSSMManagedInstanceCore');
    const [instance] = sandbox.instances;
    if (instance)
      instance.metadataOptions = { ...instance.metadataOptions, httpEndpoint: 'disabled' };
    await reboot();
    expect(await nodes()).toEqual([]);
  });

  it('is online as soon as somebody looks where there are no delays', async () => {
    await start(0);
    await attachRole('AmazonSSMManagedInstanceCore');
    expect(await ping()).toBe('Online');
  });
});

describe('an agent that is online', () => {
  async function startOnline() {
    await start();
    const associationId = await attachRole('AmazonSSMManagedInstanceCore');
    await reboot();
    return associationId;
  }

  it('pings every five minutes', async () => {
    await startOnline();
    const first = (await nodes())[0]?.LastPingDateTime?.getTime() ?? 0;
    await sandbox.clock.advance(12 * minuteMs);
    const later = (await nodes())[0]?.LastPingDateTime?.getTime() ?? 0;
    expect(later - first).toBe(10 * minuteMs);
  });

  it('works on for up to half an hour after its role was taken away, then is lost', async () => {
    const AssociationId = await startOnline();
    await clients.ec2.send(new DisassociateIamInstanceProfileCommand({ AssociationId }));
    await sandbox.clock.advance(24 * minuteMs);
    expect(await ping()).toBe('Online');
    await sandbox.clock.advance(7 * minuteMs);
    expect(await ping()).toBe('ConnectionLost');
  });

  it('is lost when its service is stopped, and back after a restart of the instance', async () => {
    await startOnline();
    const machine = sandbox.world.machines.get(id);
    await machine?.run('systemctl stop amazon-ssm-agent', { timeoutMs: 10_000 });
    await sandbox.clock.advance(5 * minuteMs);
    expect(await ping()).toBe('ConnectionLost');
    await reboot();
    expect(await ping()).toBe('Online');
  });

  it('is not listed while its instance is stopped', async () => {
    await startOnline();
    await clients.ec2.send(new StopInstancesCommand({ InstanceIds: [id] }));
    await sandbox.clock.advance(20_000);
    expect(await nodes()).toEqual([]);
    const connection = await clients.ssm.send(new GetConnectionStatusCommand({ Target: id }));
    expect(connection.Status).toBe('notconnected');
  });

  it('is described with its platform', async () => {
    await startOnline();
    expect(await nodes({ Key: 'InstanceIds', Values: [id] })).toMatchObject([
      {
        InstanceId: id,
        PlatformType: 'Linux',
        PlatformName: 'Amazon Linux',
        PlatformVersion: '2023',
        ResourceType: 'EC2Instance',
      },
    ]);
    expect(await nodes({ Key: 'PingStatus', Values: ['ConnectionLost'] })).toEqual([]);
  });
});

describe('DescribeInstanceInformation', () => {
  it('refuses the id of no instance, but only misses one that is not managed', async () => {
    await start();
    expect(await nodes({ Key: 'InstanceIds', Values: [id] })).toEqual([]);
    const unknown = nodes({ Key: 'InstanceIds', Values: ['i-0123456789abcdef0'] });
    expect((await errorOf(unknown)).name).toBe('InvalidInstanceId');
  });

  it.each([4, 51])('refuses pages of %d', async (MaxResults) => {
    await start();
    const call = clients.ssm.send(new DescribeInstanceInformationCommand({ MaxResults }));
    expect((await errorOf(call)).name).toBe('ValidationException');
  });
});

describe('Default Host Management', () => {
  const SettingId = '/ssm/managed-instance/default-ec2-instance-management-role';

  it('is off unless set', async () => {
    await start();
    const { ServiceSetting } = await clients.ssm.send(new GetServiceSettingCommand({ SettingId }));
    expect(ServiceSetting).toMatchObject({ SettingValue: '$None', Status: 'Default' });
  });

  it('brings agents without a role of their own online when they look again', async () => {
    const instances = Array.from({ length: 4 }, () => ({ os: 'amazon-linux-2023' }) as const);
    sandbox = await startSandbox({ instances });
    clients = sandboxClients(sandbox);
    const policies = ['AmazonSSMManagedEC2InstanceDefaultPolicy'];
    await createInstanceRole(clients.iam, { name: 'Default', policies });
    const SettingValue = 'service-role/Default';
    await clients.ssm.send(new UpdateServiceSettingCommand({ SettingId, SettingValue }));
    await sandbox.clock.advance(25 * minuteMs - 1);
    expect(await nodes()).toEqual([]);
    await sandbox.clock.advance(5 * minuteMs);
    const online = { PingStatus: 'Online', IamRole: SettingValue };
    expect(await nodes()).toMatchObject([online, online, online, online]);
  });
});
