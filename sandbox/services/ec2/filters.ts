import { AwsError } from '../../errors.ts';
import { type Input, structures, text, texts } from '../../input.ts';

/** What a resource has to compare with a filter, by filter name. */
type FilterValues<Resource> = Readonly<Record<string, (resource: Resource) => readonly string[]>>;

export interface FilterRules<Resource> {
  readonly values: FilterValues<Resource>;
  /** Left out where the resource has no tags. */
  readonly tags?: (resource: Resource) => ReadonlyMap<string, string>;
}

/** The test that all of a call's `Filter.N` make together: values are alternatives, filters add up. */
export function filterOf<Resource>(
  input: Input,
  rules: FilterRules<Resource>,
): (resource: Resource) => boolean {
  const tests = structures(input, 'Filter').map((filter) => {
    const read = readerOf(text(filter, 'Name') ?? '', rules);
    const patterns = texts(filter, 'Value').map(patternOf);
    return (resource: Resource) =>
      read(resource).some((value) => patterns.some((pattern) => pattern.test(value)));
  });
  return (resource) => tests.every((test) => test(resource));
}

function readerOf<Resource>(
  name: string,
  { values, tags }: FilterRules<Resource>,
): (resource: Resource) => readonly string[] {
  if (tags && name === 'tag-key') return (resource) => [...tags(resource).keys()];
  if (tags && name.startsWith('tag:'))
    return (resource) => {
      const value = tags(resource).get(name.slice('tag:'.length));
      return value === undefined ? [] : [value];
    };
  const read = Object.hasOwn(values, name) ? values[name] : undefined;
  if (!read) throw new AwsError('InvalidParameterValue', `The filter '${name}' is invalid`);
  return read;
}

/** In a filter `*` stands for any text and `?` for one character; a backslash takes that away. */
function patternOf(value: string): RegExp {
  const source = value.replace(/\\?[\s\S]/g, (part) => {
    if (part === '*') return '.*';
    if (part === '?') return '.';
    return escaped(part.length === 2 ? part.slice(1) : part);
  });
  return new RegExp(`^${source}$`, 's');
}

function escaped(character: string): string {
  return character.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
