import {
  CloudWatchLogsServiceException,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import type { VirtualClock } from '../../../sandbox/clock.ts';
import { AwsError } from '../../../sandbox/errors.ts';
import { createMachine } from '../../../sandbox/machine/create-machine.ts';
import type { Machine } from '../../../sandbox/machine/machine.ts';
import { sandboxClients } from '../../support/sandbox.ts';
import { os } from '../backend.ts';
import type { MotoAccount } from '../moto-account.ts';
import type { InstanceRole } from './role-on-instance.ts';

export interface MachineSurroundings {
  readonly account: MotoAccount;
  readonly role: InstanceRole;
  readonly clock: VirtualClock;
  /** Where the layer listens: all that the machine's scripts and shippers call. */
  readonly endpoint: () => string;
}

/** The inside of moto's instance: a machine of the sandbox, whose only AWS is the layer. */
export async function bootMachine(
  { account, role, clock, endpoint }: MachineSurroundings,
  directory: string,
): Promise<Machine> {
  const { instanceId, region, privateIp } = account;
  const host = {
    clock,
    instanceId,
    region,
    privateIp,
    hostname: `ip-${privateIp.replaceAll('.', '-')}.${region}.compute.internal`,
    endpoint,
    metadataEndpoint: () => `${endpoint()}/imds`,
    metadataV1: () => false,
    // Asked for at once, while moto takes a call: whether there are keys shows in `call`.
    rolePrincipal: () => ({
      kind: 'instance-role' as const,
      arn: '',
      userId: '',
      accountId: '',
      roleName: '',
      instanceId,
    }),
    call: async (inRegion: string, service: string, operation: string, input: object) => {
      const found = await role.current();
      if (!found) throw new AwsError('NoCredentials', 'no valid providers in chain');
      const target = { url: endpoint(), region: inRegion, keys: found.keys };
      return await callLogs(target, `${service}:${operation}`, input);
    },
  };
  const machine = await createMachine(host, os, directory);
  await machine.boot();
  return machine;
}

// They differ in their types only; what the shipper sends is AWS's to judge.
type MakeCommand = (input: object) => PutLogEventsCommand;
const logsCommands: Readonly<Record<string, MakeCommand>> = {
  'logs:CreateLogGroup': (input) => new CreateLogGroupCommand(input as never) as never,
  'logs:CreateLogStream': (input) => new CreateLogStreamCommand(input as never) as never,
  'logs:PutLogEvents': (input) => new PutLogEventsCommand(input as never),
};

/** As a log shipper does, with its SDK. Throws AwsError. */
async function callLogs(
  target: Parameters<typeof sandboxClients>[0],
  name: string,
  input: object,
): Promise<object> {
  const command = logsCommands[name];
  if (!command) throw new Error(`${name} is not what a log shipper calls`);
  const { logs } = sandboxClients(target, { maxAttempts: 1 });
  try {
    return await logs.send(command(input));
  } catch (error) {
    if (!(error instanceof CloudWatchLogsServiceException)) throw error;
    throw new AwsError(error.name, error.message);
  } finally {
    logs.destroy();
  }
}
