import { AwsError } from '../errors.ts';
import type { Input } from '../input.ts';
import { header, splitUrl, type WireRequest } from './wire-request.ts';

/** Deeper than any AWS input; a bound on what a stranger can make us recurse into. */
const deepest = 32;

type Node = string | Map<string, Node>;

/** The fields of a Query request, in the URL or the body. */
export function fieldsOf(request: WireRequest): URLSearchParams {
  const form = header(request, 'content-type')?.startsWith('application/x-www-form-urlencoded');
  const fields = new URLSearchParams(splitUrl(request.url).query);
  if (form)
    for (const [k, v] of new URLSearchParams(request.body.toString('utf8'))) fields.append(k, v);
  return fields;
}

/**
 * `Tags.member.1.Key=a` and EC2's `Tag.1.Key=a` become lists of structures. Numbers only order a
 * list: AWS, too, closes the gaps.
 * @throws AwsError `SerializationException`
 */
export function decodeForm(fields: URLSearchParams): Input {
  const root = new Map<string, Node>();
  for (const [name, value] of fields) {
    if (name !== 'Action' && name !== 'Version') put(root, segmentsOf(name), value);
  }
  return Object.fromEntries([...root].map(([key, node]) => [key, unfold(node)]));
}

function segmentsOf(name: string): string[] {
  const segments = name.split('.');
  if (segments.length > deepest || segments.includes(''))
    throw new AwsError(
      'SerializationException',
      `The parameter ${name.slice(0, 100)} is malformed.`,
    );
  // `member` only marks a list in front of its number.
  return segments.filter(
    (segment, index) => segment !== 'member' || !isNumber(segments[index + 1] ?? ''),
  );
}

function put(root: Map<string, Node>, segments: readonly string[], value: string): void {
  let at = root;
  for (const segment of segments.slice(0, -1)) {
    const next = at.get(segment);
    const deeper: Map<string, Node> = next instanceof Map ? next : new Map();
    at.set(segment, deeper);
    at = deeper;
  }
  const last = segments.at(-1) ?? '';
  if (!(at.get(last) instanceof Map)) at.set(last, value);
}

function unfold(node: Node): unknown {
  if (typeof node === 'string') return node;
  const keys = [...node.keys()];
  if (keys.every(isNumber))
    return keys.sort((a, b) => Number(a) - Number(b)).map((key) => unfold(node.get(key) ?? ''));
  return Object.fromEntries([...node].map(([key, child]) => [key, unfold(child)]));
}

function isNumber(segment: string): boolean {
  return /^\d+$/.test(segment);
}
