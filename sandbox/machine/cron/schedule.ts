/** The five time fields of a crontab line, or `@reboot`, which no minute matches. */
export interface Schedule {
  /** @param epochMs the minute; cron's local time on an EC2 instance is UTC. */
  matches(epochMs: number): boolean;
}

interface Field {
  readonly values: ReadonlySet<number>;
  /** Written with a leading `*`, which decides how days of month and of week combine. */
  readonly isStar: boolean;
}

const monthNames = [
  'jan',
  'feb',
  'mar',
  'apr',
  'may',
  'jun',
  'jul',
  'aug',
  'sep',
  'oct',
  'nov',
  'dec',
];
const dayNames = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const nicknames: Readonly<Record<string, string>> = {
  '@hourly': '0 * * * *',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@weekly': '0 0 * * 0',
  '@monthly': '0 0 1 * *',
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
};

/** `undefined` when cron would call it an error. Takes five fields, or one nickname. */
export function parseSchedule(text: string): Schedule | undefined {
  if (text === '@reboot') return { matches: () => false };
  const fields = (nicknames[text] ?? text).split(/\s+/);
  if (fields.length !== 5) return undefined;
  const [minute = '', hour = '', day = '', month = '', weekday = ''] = fields;
  const minutes = parseField(minute, 0, 59);
  const hours = parseField(hour, 0, 23);
  const days = parseField(day, 1, 31);
  const months = parseField(month, 1, 12, monthNames);
  const weekdays = parseField(weekday, 0, 7, dayNames);
  if (!minutes || !hours || !days || !months || !weekdays) return undefined;
  return {
    matches: (epochMs) => {
      const date = new Date(epochMs);
      const ofWeek = date.getUTCDay();
      const isDay = days.values.has(date.getUTCDate());
      // Sunday is 0 and 7.
      const isWeekday = weekdays.values.has(ofWeek) || (ofWeek === 0 && weekdays.values.has(7));
      // cron(5): when both are restricted, either is enough.
      const isToday = days.isStar || weekdays.isStar ? isDay && isWeekday : isDay || isWeekday;
      return (
        minutes.values.has(date.getUTCMinutes()) &&
        hours.values.has(date.getUTCHours()) &&
        months.values.has(date.getUTCMonth() + 1) &&
        isToday
      );
    },
  };
}

function parseField(
  text: string,
  lowest: number,
  highest: number,
  names: readonly string[] = [],
): Field | undefined {
  const values = new Set<number>();
  for (const part of text.split(',')) {
    const range = parseRange(part, lowest, highest, names);
    if (!range) return undefined;
    for (let value = range.from; value <= range.to; value += range.step) values.add(value);
  }
  return { values, isStar: text.startsWith('*') };
}

function parseRange(part: string, lowest: number, highest: number, names: readonly string[]) {
  const match = part.match(/^(\*|[0-9a-z]+)(?:-([0-9a-z]+))?(?:\/([0-9]+))?$/i);
  if (!match) return undefined;
  const [, first = '', last, stepText] = match;
  const number = (word: string) => {
    const named = names.indexOf(word.toLowerCase());
    // Names of days count from 0, those of months from 1: as their fields do.
    return named === -1 ? (/^\d+$/.test(word) ? Number(word) : Number.NaN) : named + lowest;
  };
  const from = first === '*' ? lowest : number(first);
  const open = first === '*' || stepText !== undefined ? highest : from;
  const to = last === undefined ? open : number(last);
  const step = stepText === undefined ? 1 : Number(stepText);
  if (first === '*' && last !== undefined) return undefined;
  // A step without a range, `5/10`, is refused by cronie and Vixie cron alike.
  if (first !== '*' && last === undefined && stepText !== undefined) return undefined;
  const isValid = from >= lowest && to <= highest && from <= to && step > 0;
  return isValid ? { from, to, step } : undefined;
}
