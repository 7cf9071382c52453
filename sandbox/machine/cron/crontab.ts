import { parseSchedule, type Schedule } from './schedule.ts';

export interface CronEntry {
  readonly schedule: Schedule;
  readonly user: string;
  /** As written, `%` and all: what cronie's log shows. */
  readonly text: string;
  readonly command: string;
  /** What follows the first unescaped `%`, further ones being line ends; `undefined` without one. */
  readonly stdin: string | undefined;
  /** The assignments that stood above it. */
  readonly env: Readonly<Record<string, string>>;
}

export type Crontab =
  | { readonly entries: readonly CronEntry[]; readonly problem?: undefined }
  /** The whole file is ignored; `problem` is what the daemon logs. */
  | { readonly entries: readonly []; readonly problem: string };

/**
 * @param owner user of a personal crontab; `undefined` where each line names its own
 * @param isUser whether the machine has a user of that name
 */
export function parseCrontab(
  text: string,
  owner: string | undefined,
  isUser: (user: string) => boolean,
): Crontab {
  if (text !== '' && !text.endsWith('\n')) {
    return refused('Missing newline before EOF, this crontab file will be ignored');
  }
  const entries: CronEntry[] = [];
  let env: Record<string, string> = {};
  for (const line of text.split('\n').map((raw) => raw.trim())) {
    if (line === '' || line.startsWith('#')) continue;
    const assignment = line.match(/^([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*)$/);
    if (assignment) {
      const [, name = '', value = ''] = assignment;
      env = { ...env, [name]: unquoted(value) };
      continue;
    }
    const entry = parseEntry(line, owner, env);
    if (!entry || (owner === undefined && !isUser(entry.user)))
      return refused('Syntax error, this crontab file will be ignored');
    entries.push(entry);
  }
  return { entries };
}

function refused(problem: string): Crontab {
  return { entries: [], problem: `ERROR (${problem})` };
}

function parseEntry(
  line: string,
  owner: string | undefined,
  env: Readonly<Record<string, string>>,
): CronEntry | undefined {
  const timeFields = line.startsWith('@') ? 1 : 5;
  const words = line.split(/\s+/);
  const schedule = parseSchedule(words.slice(0, timeFields).join(' '));
  const before = owner === undefined ? timeFields + 1 : timeFields;
  const text = line.replace(new RegExp(`^(?:\\S+\\s+){${before}}`), '');
  if (!schedule || words.length <= before) return undefined;
  return { schedule, user: owner ?? words[timeFields] ?? '', text, ...splitInput(text), env };
}

/** crontab(5): `%` ends the command, `\%` is a percent sign. */
function splitInput(text: string): Pick<CronEntry, 'command' | 'stdin'> {
  const [command = '', ...input] = text
    .split(/(?<!\\)%/)
    .map((part) => part.replaceAll('\\%', '%'));
  return { command, stdin: input.length === 0 ? undefined : `${input.join('\n')}\n` };
}

function unquoted(value: string): string {
  return value.match(/^(["'])(.*)\1$/)?.[2] ?? value;
}
