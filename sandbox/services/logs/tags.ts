import { AwsError } from '../../errors.ts';
import { type Input, text, texts } from '../../input.ts';
import type { Call } from '../../service.ts';
import { groupArn, groupOrThrow } from './lookup.ts';
import { constraint, invalid } from './parameters.ts';
import type { LogGroup } from './state.ts';

const maxTags = 50;

export function readTags(input: Input): Map<string, string> {
  const sent = input.tags;
  if (sent === undefined || sent === null) return new Map();
  const tags = new Map(Object.entries(sent).map(([key, value]) => [key, String(value)]));
  for (const [key, value] of tags) {
    if (!/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u.test(key))
      throw constraint(key, 'tags', 'satisfy constraint for tag keys');
    if (!/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u.test(value))
      throw constraint(value, 'tags', 'satisfy constraint for tag values');
    if (/^aws:/i.test(key)) throw invalid('Tag keys starting with aws: are reserved.');
  }
  checkTagCount(tags);
  return tags;
}

function checkTagCount(tags: ReadonlyMap<string, string>): void {
  if (tags.size > maxTags)
    throw new AwsError('TooManyTagsException', `A resource can have no more than ${maxTags} tags.`);
}

export function tagResource(input: Input, call: Call): object {
  const group = taggedGroup(input, call);
  const tags = readTags(input);
  if (tags.size === 0) throw constraint(undefined, 'tags', 'not be null');
  checkTagCount(new Map([...group.tags, ...tags]));
  for (const [key, value] of tags) group.tags.set(key, value);
  return {};
}

export function untagResource(input: Input, call: Call): object {
  const group = taggedGroup(input, call);
  for (const key of texts(input, 'tagKeys')) group.tags.delete(key);
  return {};
}

export function listTagsForResource(input: Input, call: Call): object {
  return { tags: Object.fromEntries(taggedGroup(input, call).tags) };
}

/** Only log groups carry tags here, and their ARN comes without `:*`. */
function taggedGroup(input: Input, call: Call): LogGroup {
  const arn = text(input, 'resourceArn');
  if (arn === undefined) throw constraint(arn, 'resourceArn', 'not be null');
  const pattern = '[\\w+=/:,.@-]*';
  if (!new RegExp(`^${pattern}$`).test(arn))
    throw constraint(arn, 'resourceArn', `satisfy regular expression pattern: ${pattern}`);
  const ours = groupArn('', call);
  if (!arn.startsWith(ours)) throw invalid(`The sandbox tags log groups only, not ${arn}.`);
  return groupOrThrow(arn.slice(ours.length), call);
}
