import type { EpochMs } from '../../clock.ts';
import { AwsError } from '../../errors.ts';
import { type Input, number, structures, text, texts } from '../../input.ts';
import { operatingSystems } from '../../machine/os.ts';
import type { Call, Operation } from '../../service.ts';
import { isInstanceId } from '../ec2/find-instances.ts';
import { pageOf } from '../ec2/page.ts';
import { type Ec2Instance, stateAt } from '../ec2/state.ts';
import { lookAtOnceWithoutDelays } from './agent.ts';
import type { SsmAgent } from './state.ts';

interface ManagedNode {
  readonly agent: SsmAgent;
  readonly instance: Ec2Instance;
}

export const describeInstanceInformation: Operation = async (input, call) => {
  await lookAtOnceWithoutDelays(call.world, call.region.name);
  const tests = filters(input).map((filter) => testOf(filter, call));
  const found = managedNodes(call).filter((node) => tests.every((test) => test(node)));
  const page = pageOf(
    found,
    { maxResults: pageSize(input), token: text(input, 'NextToken') },
    'InvalidNextToken',
  );
  return { InstanceInformationList: page.items.map(nodeView), NextToken: page.nextToken };
};

export const getConnectionStatus: Operation = async (input, call) => {
  await lookAtOnceWithoutDelays(call.world, call.region.name);
  const target = text(input, 'Target') ?? '';
  const connected = call.region.ssm.agents.get(target)?.online === true;
  return { Target: target, Status: connected ? 'connected' : 'notconnected' };
};

/** Nodes that have registered once and whose instance is up; stopped ones are not listed. */
export function managedNodes({ region, now }: Call): ManagedNode[] {
  return [...region.ssm.agents.values()].flatMap((agent) => {
    const instance = region.ec2.instances.get(agent.instanceId);
    const up = instance && isUp(instance, now);
    return up && agent.lastPingAt !== undefined ? [{ agent, instance }] : [];
  });
}

function isUp(instance: Ec2Instance, now: EpochMs): boolean {
  return ['pending', 'running'].includes(stateAt(instance.state, now));
}

interface Filter {
  readonly key: string;
  readonly values: readonly string[];
}

/** The call has two lists of filters, the older `InstanceInformationFilterList` and `Filters`. */
function filters(input: Input): Filter[] {
  const older = structures(input, 'InstanceInformationFilterList').map((filter) => ({
    key: text(filter, 'key') ?? '',
    values: texts(filter, 'valueSet'),
  }));
  const newer = structures(input, 'Filters').map((filter) => ({
    key: text(filter, 'Key') ?? '',
    values: texts(filter, 'Values'),
  }));
  const all = [...older, ...newer];
  if (all.some(({ key }) => key.startsWith('tag')) && all.length > 1)
    throw new AwsError(
      'InvalidInstanceInformationFilterValue',
      'Tag filters cannot be combined with other filters',
    );
  return all;
}

function testOf({ key, values }: Filter, call: Call): (node: ManagedNode) => boolean {
  if (key === 'InstanceIds') requireKnown(values, call);
  const read = readerOf(key);
  return (node) => read(node).some((value) => values.includes(value));
}

function readerOf(key: string): (node: ManagedNode) => readonly string[] {
  if (key.startsWith('tag:'))
    return ({ instance }) => [instance.tags.get(key.slice('tag:'.length)) ?? []].flat();
  const readers: Readonly<Record<string, (node: ManagedNode) => readonly string[]>> = {
    'tag-key': ({ instance }) => [...instance.tags.keys()],
    InstanceIds: ({ instance }) => [instance.id],
    PingStatus: ({ agent }) => [pingStatus(agent)],
    PlatformTypes: ({ instance }) => [operatingSystems[instance.os].platformType],
    PlatformType: ({ instance }) => [operatingSystems[instance.os].platformType],
    ResourceType: () => ['EC2Instance'],
    AgentVersion: ({ instance }) => [operatingSystems[instance.os].ssmAgent?.version ?? []].flat(),
  };
  const read = Object.hasOwn(readers, key) ? readers[key] : undefined;
  if (!read) throw new AwsError('InvalidFilterKey', `The filter key ${key} is not valid`);
  return read;
}

/** An id that no instance here has is refused; one that is not managed (yet) is only not found. */
function requireKnown(ids: readonly string[], { region }: Call): void {
  const wrong = ids.find((id) => !isInstanceId(id) || !region.ec2.instances.has(id));
  if (wrong !== undefined)
    throw new AwsError('InvalidInstanceId', `The instance ID ${wrong} is not valid`);
}

function pageSize(input: Input): number {
  const asked = number(input, 'MaxResults') ?? 10;
  if (asked >= 5 && asked <= 50) return asked;
  throw new AwsError(
    'ValidationException',
    `1 validation error detected: Value '${asked}' at 'maxResults' failed to satisfy constraint: Member must have value ${asked < 5 ? 'greater than or equal to 5' : 'less than or equal to 50'}`,
  );
}

function pingStatus(agent: SsmAgent): 'Online' | 'ConnectionLost' {
  return agent.online ? 'Online' : 'ConnectionLost';
}

function nodeView({ agent, instance }: ManagedNode): object {
  const os = operatingSystems[instance.os];
  return {
    InstanceId: instance.id,
    PingStatus: pingStatus(agent),
    LastPingDateTime: agent.lastPingAt === undefined ? undefined : new Date(agent.lastPingAt),
    AgentVersion: os.ssmAgent?.version,
    IsLatestVersion: false,
    PlatformType: os.platformType,
    PlatformName: os.platformName,
    PlatformVersion: os.platformVersion,
    ResourceType: 'EC2Instance',
    IPAddress: instance.privateIp,
    ComputerName: instance.hostname,
    IamRole: agent.hostManagementRole,
  };
}
