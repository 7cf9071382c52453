import type { Machine, RunResult } from '../../machine/machine.ts';
import type { World } from '../../world.ts';
import type { Ec2Instance } from '../ec2/state.ts';
import { scriptOf } from './documents.ts';
import type { Command, Invocation } from './state.ts';

/** What amazon-ssm-agent puts at the end of output that it cut. */
const cutMark = '--output truncated--';

/** Exit code of a script that ran out of time: 128 + SIGKILL. */
const killedExitCode = 137;

/** A Windows instance. */
const nothingToRunIn: RunResult = {
  exitCode: 1,
  stdout: '',
  stderr: 'This sandbox has no machine behind this instance.\n',
  timedOut: false,
};

/** Runs what was sent while the agent was away and has not expired, oldest first. */
export async function deliverPending(world: World, instance: Ec2Instance): Promise<void> {
  for (const command of world.region(instance.region).ssm.commands.values()) {
    const invocation = command.invocations.get(instance.id);
    if (invocation) await deliver(world, instance.region, command, invocation);
  }
}

/**
 * Runs the command's script if it still waits and its agent is there; the answer comes when the
 * script has ended. Without an agent it goes on waiting.
 */
export async function deliver(
  world: World,
  regionName: string,
  command: Command,
  invocation: Invocation,
): Promise<void> {
  const agent = world.region(regionName).ssm.agents.get(invocation.instanceId);
  const machine = world.machines.get(invocation.instanceId);
  if (invocation.status !== 'Pending' || !agent?.online) return;
  setStatus(invocation, 'InProgress');
  invocation.startedAt = world.clock.now();
  const result = await runScript(machine, command);
  invocation.endedAt = world.clock.now();
  invocation.exitCode = result.timedOut ? killedExitCode : result.exitCode;
  invocation.stdout = cut(result.stdout, 24_000);
  invocation.stderr = cut(stderrOf(result), 8_000);
  finish(invocation, result);
}

/** Gives up on an invocation that no agent has taken in time. */
export function expire(world: World, invocation: Invocation): void {
  if (invocation.status !== 'Pending') return;
  setStatus(invocation, 'TimedOut', 'DeliveryTimedOut');
  invocation.endedAt = world.clock.now();
}

/** One that runs is ended by nobody: it becomes `Cancelled` when its script ends, as in AWS at best. */
export function cancel(world: World, invocation: Invocation): void {
  if (invocation.status === 'InProgress') setStatus(invocation, 'Cancelling');
  if (invocation.status !== 'Pending') return;
  setStatus(invocation, 'Cancelled');
  invocation.endedAt = world.clock.now();
}

function runScript(machine: Machine | undefined, command: Command): Promise<RunResult> {
  if (!machine) return Promise.resolve(nothingToRunIn);
  const { script, shell } = scriptOf(command);
  return machine.run(script, {
    timeoutMs: command.executionTimeoutSeconds * 1000,
    ...(shell !== undefined && { shell: [shell] }),
  });
}

function finish(invocation: Invocation, result: RunResult): void {
  if (invocation.status === 'Cancelling') setStatus(invocation, 'Cancelled');
  else if (result.timedOut) setStatus(invocation, 'TimedOut', 'ExecutionTimedOut');
  else setStatus(invocation, result.exitCode === 0 ? 'Success' : 'Failed');
}

function setStatus(
  invocation: Invocation,
  status: Invocation['status'],
  details: string = status,
): void {
  invocation.status = status;
  invocation.statusDetails = details;
}

/** The agent adds a line of its own to a script that did not end with 0. */
function stderrOf({ stderr, exitCode, timedOut }: RunResult): string {
  if (timedOut || exitCode === 0) return stderr;
  return `${stderr}failed to run commands: exit status ${exitCode}`;
}

function cut(output: string, limit: number): string {
  return output.length <= limit ? output : output.slice(0, limit - cutMark.length) + cutMark;
}
