import { execFile } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Env } from './program.ts';

/** A real terminal with a shell in it, inside a tmux server of its own. */
export interface TmuxTerminal extends AsyncDisposable {
  /** Types a line. */
  type(line: string): Promise<void>;
  /** Presses keys by tmux's names: `C-c`, `Enter`, `n`. */
  press(...keys: readonly string[]): Promise<void>;
  /** What is to be seen now. */
  screen(): Promise<string>;
  /** The same; a line that the terminal had to break, because it was too long, is one. */
  unbroken(): Promise<string>;
  /** Waits until the screen matches. @throws with the screen when it never does */
  until(pattern: RegExp, timeoutMs?: number): Promise<string>;
  cursor(): Promise<{ readonly column: number; readonly isVisible: boolean }>;
}

export async function openTerminal(
  env: Env,
  { columns, rows } = { columns: 80, rows: 24 },
): Promise<TmuxTerminal> {
  const socket = join(mkdtempSync(join(tmpdir(), 'tmux-')), 'socket');
  const tmux = async (...args: string[]) => {
    // An empty configuration, and a locale in which tmux draws more than ASCII.
    const { stdout } = await promisify(execFile)(
      'tmux',
      ['-u', '-f', '/dev/null', '-S', socket, ...args],
      { env: { ...env, PS1: '$ ', LC_ALL: 'C.UTF-8' } },
    );
    return stdout;
  };
  await tmux(
    'new-session',
    '-d',
    '-x',
    `${columns}`,
    '-y',
    `${rows}`,
    'env',
    '-u',
    'LC_ALL',
    '-u',
    'TMUX',
    'sh',
  );
  const screen = async () => (await tmux('capture-pane', '-p')).trimEnd();
  const until = async (pattern: RegExp, timeoutMs = 20_000) => {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const seen = await screen();
      if (pattern.test(seen)) return seen;
      if (Date.now() > deadline) throw new Error(`never ${pattern} on this screen:\n${seen}`);
      await wait(50);
    }
  };
  await until(/^\$/);
  return {
    type: async (line) => {
      await tmux('send-keys', '-l', line);
      await tmux('send-keys', 'Enter');
    },
    press: async (...keys) => {
      await tmux('send-keys', ...keys);
    },
    screen,
    unbroken: async () => (await tmux('capture-pane', '-p', '-J')).replace(/ +$/gm, '').trimEnd(),
    until,
    cursor: async () => {
      const [column, flag] = (await tmux('display-message', '-p', '#{cursor_x} #{cursor_flag}'))
        .trim()
        .split(' ');
      return { column: Number(column), isVisible: flag === '1' };
    },
    [Symbol.asyncDispose]: async () => {
      await tmux('kill-server');
    },
  };
}
