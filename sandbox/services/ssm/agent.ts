import { isAllowed } from '../../authorization/authorize.ts';
import { operatingSystems } from '../../machine/os.ts';
import type { Principal } from '../../principal.ts';
import type { World } from '../../world.ts';
import { instanceRolePrincipal, rolePrincipal } from '../ec2/instance-role.ts';
import { type Ec2Instance, stateAt } from '../ec2/state.ts';
import { deliverPending } from './deliver.ts';
import { hostManagementRole } from './service-settings.ts';
import type { SsmAgent } from './state.ts';

/** `HealthFrequencyMinutes` of amazon-ssm-agent. */
const pingMs = 5 * 60_000;

/** The agent takes new credentials at half their one hour (ec2_role_provider.go). */
const credentialsCachedMs = 30 * 60_000;

/** Keeps a sandbox without delays from looking again for ever at one moment. */
const leastRetryMs = 60_000;

/** At boot the agent looks for credentials at once, whatever it was waiting for before. */
export async function startAgent(world: World, instance: Ec2Instance): Promise<void> {
  if (operatingSystems[instance.os].ssmAgent === undefined) return;
  const { agents } = world.region(instance.region).ssm;
  const agent = agents.get(instance.id) ?? newAgent(instance.id);
  agents.set(instance.id, agent);
  await look(world, instance, agent);
}

/** The operating system goes down. What SSM remembers of the agent stays. */
export function stopAgent(world: World, instance: Ec2Instance): void {
  const agent = world.region(instance.region).ssm.agents.get(instance.id);
  if (!agent) return;
  agent.cancelNextLook();
  agent.online = false;
}

/**
 * Where the sandbox has no delays, an agent that was refused looks again whenever somebody asks
 * SSM about it, so that a role attached just now already counts.
 */
export async function lookAtOnceWithoutDelays(world: World, regionName: string): Promise<void> {
  if (world.delays.ssmRetryMs > 0) return;
  const { ec2, ssm } = world.region(regionName);
  for (const agent of ssm.agents.values()) {
    const instance = ec2.instances.get(agent.instanceId);
    const up = instance && stateAt(instance.state, world.clock.now()) === 'running';
    if (up && !agent.online) await look(world, instance, agent);
  }
}

/** Pings, with new credentials where the old ones are spent, and plans the next look. */
async function look(world: World, instance: Ec2Instance, agent: SsmAgent): Promise<void> {
  const now = world.clock.now();
  const wasOnline = agent.online;
  if (!wasOnline || now - agent.fetchedAt >= credentialsCachedMs)
    fetchCredentials(world, instance, agent);
  const allowed = agent.caller !== undefined && mayRegister(world, agent.caller);
  agent.online = allowed && isRunning(world, instance);
  if (agent.online) agent.lastPingAt = now;
  agent.cancelNextLook();
  const next = agent.online ? pingMs : retryMs(world);
  agent.cancelNextLook = world.clock.at(now + next, () => look(world, instance, agent));
  if (agent.online && !wasOnline) await deliverPending(world, instance);
}

/** Instance profile first, then Default Host Management, which needs IMDSv2 to be reachable too. */
function fetchCredentials(world: World, instance: Ec2Instance, agent: SsmAgent): void {
  agent.fetchedAt = world.clock.now();
  agent.hostManagementRole = undefined;
  agent.caller = undefined;
  if (instance.metadataOptions.httpEndpoint === 'disabled') return;
  agent.caller = instanceRolePrincipal(world, instance);
  if (agent.caller && mayRegister(world, agent.caller)) return;
  const name = hostManagementRole(world.region(instance.region).ssm);
  const role = name && world.iam.roles.get(name.split('/').at(-1)?.toLowerCase() ?? '');
  if (!role) return;
  agent.hostManagementRole = name;
  agent.caller = rolePrincipal(world, instance.id, role);
}

function mayRegister(world: World, caller: Principal): boolean {
  return isAllowed(world, caller, { action: 'ssm:UpdateInstanceInformation', resource: '*' });
}

function isRunning(world: World, instance: Ec2Instance): boolean {
  const machine = world.machines.get(instance.id);
  const { ssmAgent, platformType } = operatingSystems[instance.os];
  // Nothing can stop it where there is no machine.
  if (platformType === 'Windows') return true;
  return ssmAgent !== undefined && machine?.activeUnits().includes(ssmAgent.unit) === true;
}

/** 25 minutes and up to 5 more (credentialrefresher_deps.go), in the scale of the world's delays. */
function retryMs(world: World): number {
  const minuteMs = world.delays.ssmRetryMs / 27;
  const jittered = 25 * minuteMs + world.ids.below(Math.max(1, Math.round(5 * minuteMs)));
  return Math.max(leastRetryMs, Math.round(jittered));
}

function newAgent(instanceId: string): SsmAgent {
  return {
    instanceId,
    online: false,
    lastPingAt: undefined,
    caller: undefined,
    fetchedAt: Number.NEGATIVE_INFINITY,
    hostManagementRole: undefined,
    cancelNextLook: () => {},
  };
}
