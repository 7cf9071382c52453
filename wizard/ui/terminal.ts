/** The two streams a command writes to, and what they can show. Injected: tests pass recorders. */
export interface Terminal {
  /** Data: what a script would want. */
  out(text: string): void;
  /** Progress and errors: what a person wants to see meanwhile. */
  err(text: string): void;
  /** stderr is a terminal, so a line may be drawn again in place. */
  readonly redraws: boolean;
  /** Width of each stream that is a terminal. */
  readonly columns: { readonly out: number | undefined; readonly err: number | undefined };
  /** By stream: stdout may be a file while stderr is a terminal. */
  readonly color: { readonly out: boolean; readonly err: boolean };
  /** The locale can show more than ASCII. */
  readonly unicode: boolean;
}

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Whether a stream gets colours. NO_COLOR and `--no-color` win over FORCE_COLOR, as their authors
 * ask; without either it takes a terminal that is not dumb.
 */
export function wantsColor(env: Env, isTerminal: boolean, flag: boolean | undefined): boolean {
  if (flag === false || env.NO_COLOR) return false;
  if (env.FORCE_COLOR && env.FORCE_COLOR !== '0') return true;
  return isTerminal && env.TERM !== 'dumb';
}

/** Questions can be asked: both ends are terminals, nobody said not to, and it is no CI (any value). */
export function isInteractive(
  env: Env,
  { stdin, stdout }: { stdin: boolean; stdout: boolean },
  noInput: boolean,
): boolean {
  return stdin && stdout && !noInput && env.CI === undefined;
}

/** One stream of a process, as far as it is used here. */
interface Stream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** A terminal made of the streams of a process. */
export function terminalOn(
  { stdout, stderr }: { readonly stdout: Stream; readonly stderr: Stream },
  env: Env,
  colorFlag: boolean | undefined,
): Terminal {
  return {
    out: (text) => stdout.write(text),
    err: (text) => stderr.write(text),
    redraws: stderr.isTTY === true && env.TERM !== 'dumb',
    columns: {
      out: stdout.isTTY === true ? stdout.columns : undefined,
      err: stderr.isTTY === true ? stderr.columns : undefined,
    },
    color: {
      out: wantsColor(env, stdout.isTTY === true, colorFlag),
      err: wantsColor(env, stderr.isTTY === true, colorFlag),
    },
    unicode: showsUnicode(env),
  };
}

/** A locale that says UTF-8, or says nothing at all. */
export function showsUnicode(env: Env): boolean {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || 'UTF-8';
  return /utf-?8/i.test(locale);
}
