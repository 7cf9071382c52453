import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createClock } from '../../sandbox/clock.ts';
import { envOn } from '../support/program.ts';
import { sandboxClients } from '../support/sandbox.ts';
import { type Backend, rate } from './backend.ts';
import { type Layer, startLayer } from './layer/layer.ts';
import { bootMachine } from './layer/machine-on-moto.ts';
import { detailedMonitoring } from './layer/monitoring.ts';
import { withProfileIds } from './layer/profile-ids.ts';
import { describeProfileUsers, withoutOtherPartitions } from './layer/profile-users.ts';
import { replaceAssociation } from './layer/replace-association.ts';
import { instanceRoleOf } from './layer/role-on-instance.ts';
import { systemsManagerOf } from './layer/systems-manager.ts';
import { runVerifier, updateProtection } from './layer/verifier-on-moto.ts';
import { openAccount } from './moto-account.ts';
import { startMoto } from './moto-server.ts';

export interface MotoBackend extends Backend {
  readonly layer: Layer;
}

type Ending = () => unknown;

/** An AWS that others wrote, with a layer in front of it for what it cannot do. */
export async function startOnMoto(): Promise<MotoBackend> {
  const endings: Ending[] = [];
  const endAll = async () => {
    for (const end of endings.splice(0).reverse()) await end();
  };
  try {
    return await start((end) => endings.push(end), endAll);
  } catch (error) {
    await endAll();
    throw error;
  }
}

async function start(
  atEnd: (end: Ending) => void,
  endAll: () => Promise<void>,
): Promise<MotoBackend> {
  const clock = createClock({ rate, onError: (error) => console.error(error) });
  const moto = await startMoto(clock);
  atEnd(() => moto[Symbol.asyncDispose]());
  const account = await openAccount(moto);
  const role = instanceRoleOf(account);
  const directory = await mkdtemp(join(tmpdir(), 'machine-on-moto-'));
  atEnd(() => rm(directory, { recursive: true, force: true, maxRetries: 5 }));
  let layer: Layer | undefined;
  const endpoint = () => layer?.url ?? '';
  const machine = await bootMachine({ account, role, clock, endpoint }, directory);
  atEnd(() => machine.dispose());
  const monitoring = detailedMonitoring();
  const ssm = systemsManagerOf(machine, role);
  layer = await startLayer({
    motoUrl: moto.url,
    clock,
    instance: account,
    role: role.current,
    own: {
      'ec2:DescribeInstances': (call) => describeProfileUsers(account, call),
      'ec2:MonitorInstances': (call) => monitoring.set(call, true),
      'ec2:UnmonitorInstances': (call) => monitoring.set(call, false),
      'ec2:ReplaceIamInstanceProfileAssociation': (call) => replaceAssociation(account, call),
      'cloudformation:UpdateTerminationProtection': updateProtection,
      'ssm:DescribeInstanceInformation': ssm.describeInstanceInformation,
      'ssm:DescribeInstanceAssociationsStatus': ssm.describeInstanceAssociationsStatus,
      'ssm:SendCommand': ssm.sendCommand,
      'ssm:GetCommandInvocation': ssm.getCommandInvocation,
    },
    amend: {
      'ec2:DescribeInstances': async (answer) => {
        const named = await withProfileIds(account, answer);
        return monitoring.showIn(named ?? answer) ?? named;
      },
      'ec2:DescribeRegions': withoutOtherPartitions,
    },
  });
  atEnd(runVerifier({ account, clock, endpoint }, directory));
  const started = layer;
  // First, so that nothing is asked of what is gone already.
  atEnd(() => started[Symbol.asyncDispose]());
  atEnd(() => clock.dispose());
  const target = { url: layer.url, region: account.region, keys: account.keys };
  return {
    instanceId: account.instanceId,
    env: envOn(target),
    clients: sandboxClients(target),
    machine,
    layer: started,
    passes: (ms) => wait(ms / rate),
    [Symbol.asyncDispose]: endAll,
  };
}
