import { AwsError } from '../../errors.ts';
import { type Input, structures, text, texts } from '../../input.ts';
import type { Call, Operation } from '../../service.ts';
import { pageRequest } from './describe-instances.ts';
import { type FilterRules, filterOf } from './filters.ts';
import { instancesOrThrow, isInstanceId, listedInstances } from './find-instances.ts';
import { pageOf } from './page.ts';
import type { Ec2Instance } from './state.ts';

const tagLimit = 50;

interface TagOnInstance {
  readonly instanceId: string;
  readonly key: string;
  readonly value: string;
}

export const createTags: Operation = (input, call) => {
  const instances = taggedInstances(input, call);
  const tags = structures(input, 'Tag').map((tag) => checkedTag(tag));
  for (const instance of instances) requireRoom(instance, tags);
  for (const instance of instances)
    for (const { key, value } of tags) instance.tags.set(key, value);
  return { return: true };
};

/** A tag named with a value goes only if it has that value; without `Tag.N` all but AWS's own go. */
export const deleteTags: Operation = (input, call) => {
  const named = structures(input, 'Tag').map((tag) => ({
    key: text(tag, 'Key') ?? '',
    value: text(tag, 'Value'),
  }));
  const reserved = named.find(({ key }) => isReserved(key));
  if (reserved) throw reservedKey(reserved.key);
  for (const { tags } of taggedInstances(input, call)) {
    const own = [...tags.keys()].filter((key) => !isReserved(key));
    const going = named.length > 0 ? named : own.map((key) => ({ key, value: undefined }));
    for (const { key, value } of going)
      if (value === undefined || tags.get(key) === value) tags.delete(key);
  }
  return { return: true };
};

export const describeTags: Operation = (input, call) => {
  const all = listedInstances(call.region.ec2, call.now).flatMap((instance) =>
    [...instance.tags].map(([key, value]) => ({ instanceId: instance.id, key, value })),
  );
  const rules: FilterRules<TagOnInstance> = {
    tags: ({ key, value }) => new Map([[key, value]]),
    values: {
      'resource-id': ({ instanceId }) => [instanceId],
      'resource-type': () => ['instance'],
      key: ({ key }) => [key],
      value: ({ value }) => [value],
    },
  };
  const found = all.filter(filterOf(input, rules));
  const page = pageOf(found, pageRequest(input, 5), 'InvalidParameterValue');
  return {
    tagSet: page.items.map(({ instanceId, key, value }) => ({
      resourceId: instanceId,
      resourceType: 'instance',
      key,
      value,
    })),
    nextToken: page.nextToken,
  };
};

/** Only instances are modelled, so only they can have tags. */
function taggedInstances(input: Input, call: Call): Ec2Instance[] {
  const ids = texts(input, 'ResourceId');
  const other = ids.find((id) => !isInstanceId(id));
  if (other !== undefined) throw new AwsError('InvalidID', `The ID '${other}' is not valid`);
  return instancesOrThrow(ids, call);
}

function checkedTag(tag: Input): { key: string; value: string } {
  const key = text(tag, 'Key') ?? '';
  const value = text(tag, 'Value') ?? '';
  if (key === '' || key.length > 128)
    throw new AwsError('InvalidParameterValue', 'Tag keys have 1 to 128 characters');
  if (value.length > 256)
    throw new AwsError('InvalidParameterValue', 'Tag values have at most 256 characters');
  if (isReserved(key)) throw reservedKey(key);
  return { key, value };
}

/** Tags of AWS itself, e.g. of Auto Scaling: not counted, and nobody else's to change. */
function isReserved(key: string): boolean {
  return /^aws:/i.test(key);
}

function reservedKey(key: string): AwsError {
  return new AwsError(
    'InvalidParameterValue',
    `Value ( ${key} ) for parameter key is invalid. Tag keys starting with 'aws:' are reserved for internal use`,
  );
}

function requireRoom(instance: Ec2Instance, added: readonly { key: string }[]): void {
  const keys = new Set([...instance.tags.keys(), ...added.map(({ key }) => key)]);
  if ([...keys].filter((key) => !isReserved(key)).length > tagLimit)
    throw new AwsError('TagLimitExceeded', 'The maximum number of Tags for a resource is 50');
}
