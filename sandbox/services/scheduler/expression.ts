import { AwsError } from '../../errors.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** When a schedule is due. Times are milliseconds since 1970, in UTC. */
export interface Expression {
  /** The first time after `after`; `undefined` when there is none any more. */
  next(after: number): number | undefined;
}

/**
 * Reads `cron(…)`, `rate(…)` and `at(…)`.
 * @param startedAt from when on a rate is counted
 * @throws AwsError `ValidationException`
 */
export function parseExpression(text: string, startedAt: number): Expression {
  const [, kind, inside = ''] = /^(cron|rate|at)\((.*)\)$/.exec(text.trim()) ?? [];
  if (kind === 'cron') return parseCron(inside, text);
  if (kind === 'rate') return parseRate(inside, text, startedAt);
  if (kind === 'at') return parseAt(inside, text);
  throw invalid(text);
}

function invalid(text: string): AwsError {
  return new AwsError('ValidationException', `Invalid Schedule Expression ${text}.`);
}

function parseAt(inside: string, text: string): Expression {
  const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(inside)
    ? Date.parse(`${inside}Z`)
    : Number.NaN;
  if (Number.isNaN(at)) throw invalid(text);
  return { next: (after) => (at > after ? at : undefined) };
}

const unitsMs: Readonly<Record<string, number>> = {
  minute: minuteMs,
  hour: 60 * minuteMs,
  day: dayMs,
};

function parseRate(inside: string, text: string, startedAt: number): Expression {
  const [, digits, unit = '', plural] = /^([1-9]\d*) (minute|hour|day)(s?)$/.exec(inside) ?? [];
  const count = Number(digits);
  // `1 minutes` and `5 minute` are refused, as by AWS.
  if (!unit || (count === 1) === (plural === 's')) throw invalid(text);
  const periodMs = count * (unitsMs[unit] ?? minuteMs);
  return {
    next: (after) => startedAt + (Math.floor((after - startedAt) / periodMs) + 1) * periodMs,
  };
}

interface Field {
  readonly least: number;
  readonly most: number;
  readonly names?: readonly string[];
}

const months = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ');
const weekdays = 'SUN MON TUE WED THU FRI SAT'.split(' ');
const fields: readonly Field[] = [
  { least: 0, most: 59 },
  { least: 0, most: 23 },
  { least: 1, most: 31 },
  { least: 1, most: 12, names: months },
  { least: 1, most: 7, names: weekdays },
  { least: 1970, most: 2199 },
];

/** Days after which a schedule that has not come up is taken to never come up: two leap years. */
const furthestDays = 8 * 366;

function parseCron(inside: string, text: string): Expression {
  const parts = inside.trim().split(/\s+/);
  if (parts.length !== fields.length) throw invalid(text);
  // One of the two kinds of day has to be left open.
  if ((parts[2] === '?') === (parts[4] === '?')) throw invalid(text);
  const sets = parts.map((part, index) => setOf(part, fields[index] as Field, text));
  const [minutes, hours, days, monthsOfYear, daysOfWeek, years] = sets as [
    ...[Set<number>, Set<number>, Set<number>, Set<number>, Set<number>, Set<number>],
  ];
  const isDay = (at: number) => {
    const date = new Date(at);
    return (
      years.has(date.getUTCFullYear()) &&
      monthsOfYear.has(date.getUTCMonth() + 1) &&
      days.has(date.getUTCDate()) &&
      daysOfWeek.has(date.getUTCDay() + 1)
    );
  };
  const isMinute = (at: number) => {
    const date = new Date(at);
    return hours.has(date.getUTCHours()) && minutes.has(date.getUTCMinutes());
  };
  return {
    next: (after) => {
      const first = (Math.floor(after / minuteMs) + 1) * minuteMs;
      const today = Math.floor(first / dayMs) * dayMs;
      for (let day = today; day < today + furthestDays * dayMs; day += dayMs) {
        if (!isDay(day)) continue;
        for (let at = Math.max(day, first); at < day + dayMs; at += minuteMs)
          if (isMinute(at)) return at;
      }
      return undefined;
    },
  };
}

function setOf(part: string, field: Field, text: string): Set<number> {
  if (/[LW#]/.test(part.replace(/[A-Z]{3}/g, '')))
    throw new AwsError('ValidationException', 'The sandbox does not model L, W and # in cron.');
  return new Set(part.split(',').flatMap((piece) => numbersOf(piece, field, text)));
}

/** `*`, `?`, `5`, `1-5`, `3/5`, `0-30/10`, `MON-FRI`. */
function numbersOf(piece: string, field: Field, text: string): number[] {
  const [range = '', stepText] = piece.split('/');
  const step = stepText === undefined ? 1 : Number(stepText);
  const isOpen = range === '*' || range === '?';
  const [from = '', to] = isOpen ? [String(field.least), String(field.most)] : range.split('-');
  const first = numberOf(from, field);
  const open = stepText === undefined ? first : field.most;
  const last = to === undefined ? open : numberOf(to, field);
  const isSound = first >= field.least && last <= field.most && first <= last && step >= 1;
  if (!isSound || !Number.isInteger(step)) throw invalid(text);
  const numbers: number[] = [];
  for (let value = first; value <= last; value += step) numbers.push(value);
  return numbers;
}

function numberOf(word: string, { names, least }: Field): number {
  const index = names?.indexOf(word.toUpperCase()) ?? -1;
  if (index !== -1) return index + least;
  return /^\d+$/.test(word) ? Number(word) : Number.NaN;
}
