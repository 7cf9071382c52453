// What Go's regexp (the CloudWatch agent) and Python's re (awslogs; 2.7, and newer ones) both take,
// and take for the same. JavaScript's own RegExp knows neither.

/** Stands for itself behind a backslash; a character by its number. */
const escaped = String.raw`\\(?:[aftnrv]|x[0-9A-Fa-f]{2}|[ -/:-@[-${'`'}{-~])`;
const kindOfCharacter = String.raw`\\[dDsSwW]`;

/** In the order in which they are tried. */
const token = new RegExp(
  [
    String.raw`(?<open>\((?:\?:|\?P<(?<name>[A-Za-z_]\w*)>|(?!\?)))`,
    String.raw`(?<close>\))`,
    String.raw`(?<between>[|^$]|\\[Ab]|\\B)`,
    String.raw`(?<repeat>(?:[*+?]|\{(?<least>\d{1,4})(?:,(?<most>\d{0,4}))?\})\??)`,
    // Else it would be a number of times for one of the two.
    String.raw`(?<one>${escaped}|${kindOfCharacter}|\{(?!\d+,?\d*\}|,\d*\})|[^\\()[{])`,
  ].join('|'),
  'uy',
);

const oneInClass = String.raw`(?:${escaped}|\[(?!:)|[^\\\][])`;

/** A hyphen stands between two characters, or at the end. */
const classItem = new RegExp(
  `${kindOfCharacter}(?!-[^\\]])|(?<from>${oneInClass})(?:-(?!\\])(?<to>${oneInClass})|(?!-[^\\]]))`,
  'uy',
);

/** What one of its parts is: the groups of `token`. */
type Part = Readonly<Partial<Record<string, string>>>;

/** Whether both log agents can look for it. */
export function isCommonPattern(pattern: string): boolean {
  // Flags count for all of it: Python takes them nowhere else.
  const flags = /^(?:\(\?[ims]+\))*/.exec(pattern)?.[0] ?? '';
  const parts = partsOf(pattern.slice(flags.length));
  const names = parts?.flatMap(({ name }) => name ?? []) ?? [];
  return (
    parts !== undefined &&
    areNested(parts) &&
    areFewRepeats(parts) &&
    new Set(names).size === names.length &&
    parts.every((part, index) => !part.repeat || canRepeat(part, parts[index - 1]))
  );
}

function partsOf(pattern: string): Part[] | undefined {
  const parts: Part[] = [];
  let at = 0;
  while (at < pattern.length) {
    const end = pattern[at] === '[' ? endOfClass(pattern, at) : undefined;
    const found = end === undefined ? matchAt(token, pattern, at) : undefined;
    const part = end === undefined ? found?.groups : { one: pattern.slice(at, end) };
    if (!part) return undefined;
    parts.push(part);
    at = end ?? token.lastIndex;
  }
  return parts;
}

/** Every group ends, and none before it begins. */
function areNested(parts: readonly Part[]): boolean {
  let depth = 0;
  for (const { open, close } of parts) {
    depth += open ? 1 : close ? -1 : 0;
    if (depth < 0) return false;
  }
  return depth === 0;
}

/** Go repeats a thousand times at most, and counts what repeats within a group that repeats. */
function areFewRepeats(parts: readonly Part[]): boolean {
  // The most in each group that is open, and in what stands just before.
  const most = [1];
  let before = 1;
  for (const part of parts) {
    if (part.repeat) before *= timesOf(part);
    else before = part.close ? (most.pop() ?? 1) : 1;
    if (part.open) most.push(1);
    most.push(Math.max(most.pop() ?? 1, before));
  }
  return Math.max(...most) <= 1000;
}

function timesOf({ least = '1', most }: Part): number {
  return Math.max(1, Number(most || least));
}

function canRepeat({ least = '0', most }: Part, before: Part = {}): boolean {
  const [from, to] = [Number(least), Number(most || least)];
  return Boolean(before.one ?? before.close) && from <= to;
}

/** Behind the `]` of the class that begins there; `undefined` when it is none of both. */
function endOfClass(pattern: string, start: number): number | undefined {
  let at = pattern[start + 1] === '^' ? start + 2 : start + 1;
  const first = at;
  while (at < pattern.length) {
    // Python and Go take one that comes first for a character.
    if (pattern[at] === ']') return at === first ? undefined : at + 1;
    const item = matchAt(classItem, pattern, at);
    const { from, to } = item?.groups ?? {};
    if (!item || (to !== undefined && codeOf(from) > codeOf(to))) return undefined;
    at += item[0].length;
  }
  return undefined;
}

const byLetter: Readonly<Record<string, number>> = { a: 7, t: 9, n: 10, v: 11, f: 12, r: 13 };

function codeOf(one = ''): number {
  if (!one.startsWith('\\')) return one.codePointAt(0) ?? 0;
  if (one[1] === 'x') return Number.parseInt(one.slice(2), 16);
  return byLetter[one[1] ?? ''] ?? one.charCodeAt(1);
}

function matchAt(expression: RegExp, text: string, at: number): RegExpExecArray | null {
  expression.lastIndex = at;
  return expression.exec(text);
}
