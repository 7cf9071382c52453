import {
  DescribeInstanceInformationCommand,
  GetCommandInvocationCommand,
  SendCommandCommand,
} from '@aws-sdk/client-ssm';
import { describe, expect, it } from 'vitest';
import type { OsName } from '../../sandbox/machine/machine.ts';
import { startSandbox } from '../../sandbox/main.ts';
import { launchInstance } from '../../sandbox/services/ec2/launch.ts';
import { createInstanceRole } from '../support/instance-role.ts';
import { errorOf, sandboxClients } from '../support/sandbox.ts';

/** A sandbox with one instance whose role allows Systems Manager. */
async function start(os: OsName) {
  const sandbox = await startSandbox();
  const clients = sandboxClients(sandbox);
  await createInstanceRole(clients.iam, {
    name: 'App',
    policies: ['AmazonSSMManagedInstanceCore'],
  });
  await sandbox.clock.advance(8_000);
  const { id } = await launchInstance(sandbox.world, {
    os,
    region: sandbox.region,
    profile: 'App',
  });
  const send = (DocumentName: string, Parameters: Record<string, string[]>) =>
    clients.ssm.send(new SendCommandCommand({ DocumentName, InstanceIds: [id], Parameters }));
  return {
    [Symbol.asyncDispose]: () => sandbox.dispose(),
    machine: sandbox.world.machines.get(id),
    send,
    nodes: async () =>
      (await clients.ssm.send(new DescribeInstanceInformationCommand({}))).InstanceInformationList,
    configure: async (action: string, name = 'AmazonCloudWatchAgent') => {
      const { Command } = await send('AWS-ConfigureAWSPackage', { action: [action], name: [name] });
      await sandbox.clock.advance(1_000);
      return clients.ssm.send(
        new GetCommandInvocationCommand({ CommandId: Command?.CommandId, InstanceId: id }),
      );
    },
  };
}

describe('AWS-ConfigureAWSPackage', () => {
  it.each([
    'ubuntu-24.04',
    'ubuntu-22.04',
    'sles-15',
    'amazon-linux-2',
    'amazon-linux-2023',
  ] as const)('installs the CloudWatch agent on %s, and removes it', async (os) => {
    await using instance = await start(os);
    const installed = await instance.configure('Install');
    expect(installed).toMatchObject({
      Status: 'Success',
      PluginName: 'configurePackage',
      ResponseCode: 0,
      StandardOutputContent: expect.stringMatching(
        /Successfully installed AmazonCloudWatchAgent 1\.3000\d\d\.0\n$/,
      ),
    });
    const look = (script: string) => instance.machine?.run(script, { timeoutMs: 10_000 });
    const there =
      'ls "$ROOT/opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl"; systemctl is-enabled amazon-cloudwatch-agent';
    expect((await look(there))?.stdout).toMatch(/-ctl\ndisabled\n$/);
    const removed = await instance.configure('Uninstall');
    expect(removed.StandardOutputContent).toContain(
      'Successfully uninstalled AmazonCloudWatchAgent',
    );
    expect((await look('ls "$ROOT/opt/aws"'))?.stdout).toBe('');
  });

  it('fails for a package that Distributor does not have', async () => {
    await using instance = await start('ubuntu-24.04');
    expect(await instance.configure('Install', 'NoSuchPackage')).toMatchObject({
      Status: 'Failed',
      ResponseCode: 1,
      StandardErrorContent: expect.stringContaining('NoSuchPackage'),
    });
  });

  it('fails where there is no systemd', async () => {
    await using instance = await start('amazon-linux-1');
    expect(await instance.configure('Install')).toMatchObject({ Status: 'Failed' });
  });

  it('fails without a network', async () => {
    await using instance = await start('ubuntu-24.04');
    await instance.machine?.run(': >"$ROOT/.pretend/no-network"', { timeoutMs: 10_000 });
    expect(await instance.configure('Install')).toMatchObject({ Status: 'Failed' });
  });

  it.each([
    { action: ['Upgrade'], name: ['AmazonCloudWatchAgent'] },
    { action: ['Install'] },
    { action: ['Install'], name: ['x'], commands: ['id'] },
  ])('refuses the parameters %j', async (parameters) => {
    await using instance = await start('ubuntu-24.04');
    const error = await errorOf(instance.send('AWS-ConfigureAWSPackage', parameters));
    expect(error.name).toBe('InvalidParameters');
  });
});

describe('a managed node', () => {
  it.each(['debian-12', 'rhel-9'] as const)('%s never becomes: it ships no agent', async (os) => {
    await using instance = await start(os);
    expect(await instance.nodes()).toEqual([]);
    const error = await errorOf(instance.send('AWS-RunShellScript', { commands: ['id'] }));
    expect(error.name).toBe('InvalidInstanceId');
  });

  it.each([
    ['ubuntu-22.04', 'Ubuntu', '22.04'],
    ['sles-15', 'SLES', '15.6'],
    ['amazon-linux-1', 'Amazon Linux AMI', '2018.03'],
  ] as const)('%s says it is %s %s', async (os, PlatformName, PlatformVersion) => {
    await using instance = await start(os);
    expect(await instance.nodes()).toMatchObject([
      { PingStatus: 'Online', PlatformType: 'Linux', PlatformName, PlatformVersion },
    ]);
  });

  it('with Windows takes no shell script', async () => {
    await using instance = await start('windows-2022');
    expect(await instance.nodes()).toMatchObject([
      { PlatformType: 'Windows', PingStatus: 'Online' },
    ]);
    const error = await errorOf(instance.send('AWS-RunShellScript', { commands: ['id'] }));
    expect(error.name).toBe('UnsupportedPlatformType');
    expect(await instance.configure('Install')).toMatchObject({ Status: 'Failed' });
  });
});
