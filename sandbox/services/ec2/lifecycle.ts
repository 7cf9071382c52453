import type { Operation } from '../../service.ts';
import type { World } from '../../world.ts';
import { startAgent, stopAgent } from '../ssm/agent.ts';
import { after } from './after.ts';
import { currentAssociation, endAssociation } from './associations.ts';
import { namedInstances, requireState } from './find-instances.ts';
import { instanceState } from './instance-view.ts';
import { type Ec2Instance, type InstanceStateName, stateAt } from './state.ts';

/** What a call does to one instance, after it was found to be in a state that allows it. */
type Change = (world: World, instance: Ec2Instance) => Promise<void>;

export const stopInstances = stateOperation(
  ['running', 'stopping', 'stopped'],
  'stopped',
  async (world, instance) => {
    if (stateAt(instance.state, world.clock.now()) !== 'running') return;
    stopAgent(world, instance);
    await pass(world, instance, 'stopping', 'stopped', () => haltMachine(world, instance));
  },
);

export const startInstances = stateOperation(
  ['pending', 'running', 'stopped'],
  'started',
  async (world, instance) => {
    if (stateAt(instance.state, world.clock.now()) !== 'stopped') return;
    instance.launchedAt = world.clock.now();
    await pass(world, instance, 'pending', 'running', () => bootMachine(world, instance));
  },
);

export const terminateInstances = stateOperation(
  ['pending', 'running', 'stopping', 'stopped', 'shutting-down', 'terminated'],
  'terminated',
  async (world, instance) => {
    if (['shutting-down', 'terminated'].includes(stateAt(instance.state, world.clock.now())))
      return;
    stopAgent(world, instance);
    const { ec2 } = world.region(instance.region);
    const association = currentAssociation(ec2, instance.id);
    if (association) endAssociation(association, world.clock.now());
    await pass(world, instance, 'shutting-down', 'terminated', async () => {
      const machine = world.machines.get(instance.id);
      world.machines.delete(instance.id);
      await machine?.dispose();
    });
  },
);

/** EC2 goes on calling it `running` while the operating system restarts. */
export const rebootInstances: Operation = async (input, call) => {
  const instances = namedInstances(input, call);
  for (const instance of instances) requireState(instance, call.now, ['running'], 'rebooted');
  for (const instance of instances) {
    stopAgent(call.world, instance);
    const { state } = instance;
    await after(call.world, call.world.delays.instanceStateMs, async () => {
      if (instance.state !== state) return;
      await haltMachine(call.world, instance);
      await bootMachine(call.world, instance);
    });
  }
  return { return: true };
};

/** The operating system comes up, and the SSM agent with it. */
export async function bootMachine(world: World, instance: Ec2Instance): Promise<void> {
  await world.machines.get(instance.id)?.boot();
  await startAgent(world, instance);
}

async function haltMachine(world: World, instance: Ec2Instance): Promise<void> {
  await world.machines.get(instance.id)?.halt();
}

function stateOperation(
  allowed: readonly InstanceStateName[],
  purpose: string,
  change: Change,
): Operation {
  return async (input, call) => {
    const instances = namedInstances(input, call);
    for (const instance of instances) requireState(instance, call.now, allowed, purpose);
    const changes: object[] = [];
    for (const instance of instances) {
      const previous = stateAt(instance.state, call.now);
      const before = instance.state;
      await change(call.world, instance);
      const current = instance.state === before ? previous : instance.state.passing;
      changes.push({
        instanceId: instance.id,
        currentState: instanceState(current),
        previousState: instanceState(previous),
      });
    }
    return { instancesSet: changes };
  };
}

async function pass(
  world: World,
  instance: Ec2Instance,
  passing: InstanceStateName,
  settled: InstanceStateName,
  end: () => Promise<void>,
): Promise<void> {
  const { instanceStateMs } = world.delays;
  const transition = { passing, settled, settledAt: world.clock.now() + instanceStateMs };
  instance.state = transition;
  await after(world, instanceStateMs, async () => {
    // Another change that came in meanwhile has its own end.
    if (instance.state === transition) await end();
  });
}
