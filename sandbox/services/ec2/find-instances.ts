import type { EpochMs } from '../../clock.ts';
import { AwsError } from '../../errors.ts';
import { type Input, texts } from '../../input.ts';
import type { Call } from '../../service.ts';
import { type Ec2Instance, type Ec2State, stateAt } from './state.ts';

/** EC2 goes on listing a terminated instance for about an hour. */
const terminatedListedMs = 60 * 60_000;

export function listedInstances(ec2: Ec2State, now: EpochMs): Ec2Instance[] {
  return [...ec2.instances.values()].filter((instance) => isListed(instance, now));
}

/** Those of `InstanceId.N`, in that order. Throws as EC2 does for one that is malformed or not there. */
export function namedInstances(input: Input, call: Call): Ec2Instance[] {
  return instancesOrThrow(texts(input, 'InstanceId'), call);
}

/** @throws AwsError `InvalidInstanceID.Malformed`, `InvalidInstanceID.NotFound` */
export function instancesOrThrow(ids: readonly string[], call: Call): Ec2Instance[] {
  const malformed = ids.find((id) => !isInstanceId(id));
  if (malformed !== undefined)
    throw new AwsError('InvalidInstanceID.Malformed', `Invalid id: "${malformed}"`);
  const { instances } = call.region.ec2;
  const found = ids.map((id) => instances.get(id)).filter((instance) => instance !== undefined);
  const present = found.filter((instance) => isListed(instance, call.now));
  const missing = ids.filter((id) => !present.some((instance) => instance.id === id));
  if (missing.length === 0) return present;
  throw new AwsError(
    'InvalidInstanceID.NotFound',
    missing.length === 1
      ? `The instance ID '${missing[0]}' does not exist`
      : `The instance IDs '${missing.join(', ')}' do not exist`,
  );
}

/** @throws AwsError as `instancesOrThrow`, or `MissingParameter` */
export function instanceOrThrow(id: string | undefined, call: Call): Ec2Instance {
  const [instance] = id ? instancesOrThrow([id], call) : [];
  if (!instance)
    throw new AwsError('MissingParameter', 'The request must contain the parameter InstanceId');
  return instance;
}

export function isInstanceId(text: string): boolean {
  return /^i-([0-9a-f]{8}|[0-9a-f]{17})$/.test(text);
}

function isListed({ state }: Ec2Instance, now: EpochMs): boolean {
  return stateAt(state, now) !== 'terminated' || now < state.settledAt + terminatedListedMs;
}

/** @throws AwsError `IncorrectInstanceState` unless it is in one of these states. */
export function requireState(
  instance: Ec2Instance,
  now: EpochMs,
  allowed: readonly string[],
  purpose: string,
): void {
  if (!allowed.includes(stateAt(instance.state, now)))
    throw new AwsError(
      'IncorrectInstanceState',
      `The instance '${instance.id}' is not in a state from which it can be ${purpose}.`,
    );
}
