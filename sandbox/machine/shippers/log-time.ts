const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** strptime code → what it matches. `%d` also takes a day padded with a blank, as syslog writes. */
const codes: Readonly<Record<string, string>> = {
  Y: '(?<Y>\\d{4})',
  y: '(?<y>\\d{2})',
  m: '(?<m>\\d{1,2})',
  b: '(?<b>[A-Za-z]{3})[a-z]*',
  B: '(?<b>[A-Za-z]{3})[a-z]*',
  d: '(?<d>[ \\d]?\\d)',
  e: '(?<d>[ \\d]?\\d)',
  H: '(?<H>\\d{1,2})',
  I: '(?<I>\\d{1,2})',
  p: '(?<p>[AaPp][Mm])',
  M: '(?<M>\\d{2})',
  S: '(?<S>\\d{2})',
  f: '(?<f>\\d{1,9})',
  a: '[A-Za-z]{3}',
  A: '[A-Za-z]+',
  z: '(?<z>[-+]\\d{4})',
  Z: '[A-Z]{1,5}',
};

const dayMs = 86_400_000;

/** Finds the time in lines of one format. A machine's local time is UTC. */
export interface LogTimeReader {
  /** Epoch milliseconds; `undefined` when the line has no such time in it. */
  read(line: string, nowMs: number): number | undefined;
}

export function createLogTimeReader(format: string): LogTimeReader {
  const pattern = new RegExp(toPattern(format));
  return {
    read: (line, nowMs) => {
      const groups = line.match(pattern)?.groups;
      return groups && toEpochMs(groups, nowMs);
    },
  };
}

function toPattern(format: string): string {
  const seen = new Set<string>();
  return format
    .split(/(%-?[A-Za-z])/)
    .map((part) => {
      const code = part.match(/^%-?([A-Za-z])$/)?.[1];
      const known = code === undefined ? undefined : codes[code];
      if (known === undefined)
        return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/ +/g, ' +');
      // A group name may stand once in a pattern; a second `%d` only has to match.
      const name = known.match(/<(\w)>/)?.[1] ?? '';
      if (name !== '' && seen.has(name)) return known.replace(/\?<\w>/, '?:');
      seen.add(name);
      return known;
    })
    .join('');
}

function toEpochMs(groups: Record<string, string | undefined>, nowMs: number): number | undefined {
  const now = new Date(nowMs);
  const number = (name: string, otherwise: number) => {
    const text = groups[name]?.trim();
    return text === undefined ? otherwise : Number(text);
  };
  const month = groups.b ? months.indexOf(groups.b.toLowerCase()) : number('m', 1) - 1;
  if (month < 0) return undefined;
  const shortYear = groups.y === undefined ? now.getUTCFullYear() : 2000 + number('y', 0);
  const year = number('Y', shortYear);
  const afternoon = groups.p?.toLowerCase() === 'pm' ? 12 : 0;
  const hour = groups.I === undefined ? number('H', 0) : (number('I', 0) % 12) + afternoon;
  const fraction = Number(`0.${groups.f ?? 0}`) * 1000;
  const at = (ofYear: number) =>
    Date.UTC(ofYear, month, number('d', 1), hour, number('M', 0), number('S', 0)) +
    Math.floor(fraction) -
    offsetMs(groups.z);
  const hasYear = groups.Y !== undefined || groups.y !== undefined;
  // Lines of last December, read in January.
  return !hasYear && at(year) > nowMs + 31 * dayMs ? at(year - 1) : at(year);
}

function offsetMs(zone: string | undefined): number {
  if (zone === undefined) return 0;
  const sign = zone.startsWith('-') ? -1 : 1;
  return sign * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3, 5))) * 60_000;
}
