import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { QuestionId } from '../../wizard/ask/questions.ts';
import { en } from '../../wizard/messages/en.ts';
import { ko } from '../../wizard/messages/ko.ts';
import { type Env, program } from './program.ts';
import { openTerminal, type TmuxTerminal } from './tmux.ts';

type UiQuestion = Exclude<Asked, QuestionId>;

/** Everything that can be asked. */
export type Asked =
  | QuestionId
  | 'confirm'
  | 'confirm-repair'
  | 'try-sandbox'
  | 'enter-email'
  | 'paste-link';

export interface InterviewOptions {
  /** English unless given. */
  readonly lang?: 'en' | 'ko';
  /** 80 columns and 24 rows unless given. */
  readonly size?: { readonly columns: number; readonly rows: number };
}

/** The built program under its own name on a terminal, and somebody at the keys. */
export interface Interview extends AsyncDisposable {
  readonly terminal: TmuxTerminal;
  /** Types a command line, on a screen that holds nothing else. */
  start(line: string): Promise<void>;
  /** Waits for a question. @returns the screen */
  at(question: Asked): Promise<string>;
  /** Waits for a question, types what narrows the list to one, and takes it. */
  find(question: 'region' | 'instance-id', text: string): Promise<void>;
  /** Waits for each question in turn, and takes what Enter takes; of alerts: nobody. */
  accept(...questions: readonly Asked[]): Promise<void>;
  /** Waits for the end, which has to leave the terminal as it was. @returns the screen */
  ends(exitCode: number, timeoutMs?: number): Promise<string>;
}

export async function openInterview(env: Env, options: InterviewOptions = {}): Promise<Interview> {
  const { lang = 'en', size = { columns: 80, rows: 24 } } = options;
  const terminal = await openTerminal({ ...env, PATH: withProgram(env) }, size);
  const at = (question: Asked) => terminal.until(pending(question, lang));
  const find = async (question: Asked, text: string) => {
    await at(question);
    await terminal.press(...text);
    await terminal.until(new RegExp(`^\\? .* ${text}\\n> .*${text}.*\\n {2}<`, 'm'));
    await terminal.press('Enter');
  };
  return {
    terminal,
    start: (line) => terminal.type(`clear; ${line}; echo "ended with $?"`),
    at,
    find,
    accept: async (...questions) => {
      for (const question of questions) {
        await at(question);
        // Nobody: an address would be asked for next.
        if (question === 'alerts') await terminal.press('Down', 'Down', 'Down');
        await terminal.press('Enter');
      }
    },
    ends: async (exitCode, timeoutMs) => {
      const screen = await terminal.until(/^ended with \d+\n\$$/m, timeoutMs);
      expect(screen).toMatch(new RegExp(`^ended with ${exitCode}\\n\\$$`, 'm'));
      expect(await terminal.cursor()).toEqual({ column: '$ '.length, isVisible: true });
      return screen;
    },
    [Symbol.asyncDispose]: () => terminal[Symbol.asyncDispose](),
  };
}

/** A PATH on which `cloudwatch-wizard` is the program that was built. */
function withProgram(env: Env): string {
  const directory = join(env.HOME ?? '', 'bin');
  mkdirSync(directory, { recursive: true });
  const script = `#!/bin/sh\nexec "${process.execPath}" "${program}" "$@"\n`;
  writeFileSync(join(directory, 'cloudwatch-wizard'), script, { mode: 0o755 });
  return `${directory}:${env.PATH}`;
}

/** A question that waits for its answer; one that is answered has another sign. */
function pending(question: Asked, lang: 'en' | 'ko'): RegExp {
  const { questions, ui } = { en, ko }[lang];
  const text = (
    question in questions ? questions[question as QuestionId].ask : ui[question as UiQuestion]
  )({ count: 'COUNT', email: 'EMAIL' });
  const literal = text
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace('COUNT', '\\d+')
    .replace('EMAIL', '\\S+')
    .replace('actions', 'actions?');
  return new RegExp(`^\\? ${literal}`, 'm');
}
