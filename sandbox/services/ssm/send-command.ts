import { AwsError } from '../../errors.ts';
import { structures, text, texts } from '../../input.ts';
import { operatingSystems } from '../../machine/os.ts';
import type { Call, Operation } from '../../service.ts';
import { after } from '../ec2/after.ts';
import { stateAt } from '../ec2/state.ts';
import { lookAtOnceWithoutDelays } from './agent.ts';
import { checkedDocument, checkedLimits, checkedParameters } from './check-command.ts';
import { commandView } from './command-view.ts';
import { deliver, expire } from './deliver.ts';
import { managedNodes } from './describe-instance-information.ts';
import type { Document } from './documents.ts';
import type { Command, Invocation } from './state.ts';

/**
 * Takes a command on and delivers it later. With a delivery delay of 0 the answer comes after the
 * scripts have ended.
 */
export const sendCommand: Operation = async (input, call) => {
  const document = checkedDocument(input);
  const parameters = checkedParameters(input, document);
  const limits = checkedLimits(input);
  await lookAtOnceWithoutDelays(call.world, call.region.name);
  const targets = structures(input, 'Targets').map((target) => ({
    key: text(target, 'Key') ?? '',
    values: texts(target, 'Values'),
  }));
  const instanceIds = targetedOrThrow(texts(input, 'InstanceIds'), targets, call);
  requirePlatform(document, instanceIds, call);
  const command: Command = {
    id: call.world.ids.uuid(),
    documentName: document.name,
    parameters,
    ...limits,
    executionTimeoutSeconds: Number(parameters.executionTimeout?.[0] ?? 3600),
    instanceIds: texts(input, 'InstanceIds'),
    targets,
    requestedAt: call.now,
    maxConcurrency: text(input, 'MaxConcurrency') ?? '50',
    maxErrors: text(input, 'MaxErrors') ?? '0',
    invocations: new Map(instanceIds.map((id) => [id, newInvocation(id)])),
  };
  call.region.ssm.commands.set(command.id, command);
  // Written before delivery: AWS answers `Pending` whatever comes of it.
  const view = commandView(command);
  await dispatch(command, call);
  return { Command: view };
};

async function dispatch(command: Command, { world, region }: Call): Promise<void> {
  const { invocations, timeoutSeconds } = command;
  const expiresAt = command.requestedAt + timeoutSeconds * 1000;
  world.clock.at(expiresAt, () => {
    for (const invocation of invocations.values()) expire(world, invocation);
  });
  await after(world, world.delays.commandDeliveryMs, async () => {
    const deliveries = [...invocations.values()].map((invocation) =>
      deliver(world, region.name, command, invocation),
    );
    await Promise.all(deliveries);
  });
}

function newInvocation(instanceId: string): Invocation {
  return {
    instanceId,
    status: 'Pending',
    statusDetails: 'Pending',
    startedAt: undefined,
    endedAt: undefined,
    exitCode: -1,
    stdout: '',
    stderr: '',
  };
}

/** Ids given one by one must all be able to take a command; `Targets` choose among those that can. */
function targetedOrThrow(
  ids: readonly string[],
  targets: Command['targets'],
  call: Call,
): string[] {
  if (ids.length === 0 && targets.length === 0)
    throw new AwsError('InvalidInstanceId', 'Neither InstanceIds nor Targets were given');
  const refused = ids.filter((id) => !isAddressable(id, call));
  if (refused.length > 0)
    throw new AwsError(
      'InvalidInstanceId',
      `Instances [[${refused.join(', ')}]] not in a valid state for account ${call.world.accountId}`,
    );
  return ids.length > 0 ? [...ids] : targeted(targets, call);
}

/** @throws AwsError `UnsupportedPlatformType` */
function requirePlatform(
  { name, platforms }: Document,
  ids: readonly string[],
  { region }: Call,
): void {
  const wrong = ids.filter((id) => {
    const instance = region.ec2.instances.get(id);
    return instance && !platforms.includes(operatingSystems[instance.os].platformType);
  });
  if (wrong.length > 0)
    throw new AwsError(
      'UnsupportedPlatformType',
      `The document ${name} does not support the platform type of the instances [${wrong.join(', ')}]`,
    );
}

/** A managed node that is stopped or has lost its connection takes the command, which then expires. */
function isAddressable(id: string, { region, now }: Call): boolean {
  const instance = region.ec2.instances.get(id);
  const gone = !instance || /terminated|shutting-down/.test(stateAt(instance.state, now));
  return !gone && region.ssm.agents.get(id)?.lastPingAt !== undefined;
}

function targeted(targets: Command['targets'], call: Call): string[] {
  return managedNodes(call)
    .map(({ instance }) => instance)
    .filter((instance) =>
      targets.every(({ key, values }) => {
        if (key === 'InstanceIds') return values.includes(instance.id);
        if (key === 'tag-key') return values.some((name) => instance.tags.has(name));
        return values.includes(instance.tags.get(key.replace(/^tag:/, '')) ?? '');
      }),
    )
    .map(({ id }) => id);
}
