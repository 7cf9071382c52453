import { AwsError } from '../../errors.ts';
import { type Input, number, text } from '../../input.ts';
import type { Call } from '../../service.ts';
import { groupArn, groupOf } from './lookup.ts';
import { namedPage } from './pages.ts';
import {
  constraint,
  invalid,
  readEnum,
  readGroupName,
  readLimit,
  refuseUnmodelled,
} from './parameters.ts';
import { eventBytes, forgetEvents, type LogGroup } from './state.ts';
import { readTags } from './tags.ts';

const pageSize = 50;
const groupClasses = ['STANDARD', 'INFREQUENT_ACCESS', 'DELIVERY'];
const retentionDays = [
  ...[1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557],
  ...[2922, 3288, 3653],
];

export function createLogGroup(input: Input, { region, now }: Call): object {
  const name = readGroupName(input);
  refuseUnmodelled(input, 'deletionProtectionEnabled');
  const kmsKeyId = readKmsKey(input, region.name);
  const logGroupClass = readEnum(input, 'logGroupClass', groupClasses) ?? 'STANDARD';
  const tags = readTags(input);
  if (region.logs.groups.has(name))
    throw new AwsError('ResourceAlreadyExistsException', 'The specified log group already exists');
  region.logs.groups.set(name, {
    name,
    creationTime: now,
    logGroupClass,
    retentionInDays: undefined,
    kmsKeyId,
    tags,
    streams: new Map(),
  });
  return {};
}

/** There is no KMS here: a key of this Region is taken for one that CloudWatch Logs may use. */
function readKmsKey(input: Input, region: string): string | undefined {
  const key = text(input, 'kmsKeyId');
  if (key === undefined || new RegExp(`^arn:[\\w-]+:kms:${region}:\\d{12}:key/`).test(key))
    return key;
  throw invalid(
    'The specified KMS key does not exist or is not allowed to be used with the log group.',
  );
}

export function deleteLogGroup(input: Input, call: Call): object {
  const group = groupOf(input, call);
  for (const stream of group.streams.values()) forgetEvents(call.region.logs, stream);
  call.region.logs.groups.delete(group.name);
  return {};
}

export function describeLogGroups(input: Input, call: Call): object {
  refuseUnmodelled(input, 'accountIdentifiers', 'includeLinkedAccounts', 'logGroupIdentifiers');
  const logGroupClass = readEnum(input, 'logGroupClass', groupClasses);
  const isNamed = readNameFilter(input);
  const isBrief = text(input, 'logGroupNamePattern') !== undefined;
  const found = [...call.region.logs.groups.values()]
    .filter(({ name }) => isNamed(name))
    .filter((group) => logGroupClass === undefined || group.logGroupClass === logGroupClass)
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  const limit = readLimit(input, pageSize);
  const { page, nextToken } = namedPage(found, ({ name }) => name, input, limit);
  return { logGroups: page.map((group) => describe(group, isBrief, call)), nextToken };
}

function readNameFilter(input: Input): (name: string) => boolean {
  const pattern = text(input, 'logGroupNamePattern');
  const hasPrefix = text(input, 'logGroupNamePrefix') !== undefined;
  if (pattern !== undefined && hasPrefix)
    throw invalid(
      'LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.',
    );
  if (pattern !== undefined) return (name) => name.includes(pattern);
  if (!hasPrefix) return () => true;
  const prefix = readGroupName(input, 'logGroupNamePrefix');
  return (name) => name.startsWith(prefix);
}

/** @param isBrief what AWS answers when asked by pattern. */
function describe(group: LogGroup, isBrief: boolean, call: Call): object {
  const arn = groupArn(group.name, call);
  const brief = { logGroupName: group.name, creationTime: group.creationTime, arn: `${arn}:*` };
  if (isBrief) return brief;
  return {
    ...brief,
    logGroupArn: arn,
    retentionInDays: group.retentionInDays,
    metricFilterCount: 0,
    storedBytes: storedBytes(group),
    logGroupClass: group.logGroupClass,
    kmsKeyId: group.kmsKeyId,
  };
}

function storedBytes(group: LogGroup): number {
  const events = [...group.streams.values()].flatMap((stream) => stream.events);
  return events.reduce((sum, event) => sum + eventBytes(event), 0);
}

export function putRetentionPolicy(input: Input, call: Call): object {
  const name = readGroupName(input);
  const days = number(input, 'retentionInDays');
  if (days === undefined) throw constraint(days, 'retentionInDays', 'not be null');
  if (!retentionDays.includes(days))
    throw constraint(
      days,
      'retentionInDays',
      `satisfy enum value set: [${retentionDays.join(', ')}]`,
    );
  groupOf({ logGroupName: name }, call).retentionInDays = days;
  return {};
}

export function deleteRetentionPolicy(input: Input, call: Call): object {
  groupOf(input, call).retentionInDays = undefined;
  return {};
}
