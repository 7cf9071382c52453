import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sandbox } from '../../sandbox/main.ts';
import { type Outside, runCli } from '../../wizard/cli.ts';
import type { Clock } from '../../wizard/clock.ts';

export interface Ran {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Each line of stdout that is JSON. */
  readonly events: readonly Record<string, unknown>[];
}

/** The program in this process, on a sandbox whose clock moves when the program waits. */
export interface Wizard {
  /** `$XDG_STATE_HOME`: where its journals are. */
  readonly stateHome: string;
  run(...argv: string[]): Promise<Ran>;
  /** The same with some of its surroundings replaced. */
  runWith(changes: Partial<Outside>, ...argv: string[]): Promise<Ran>;
}

/** Points the SDK of this process at the sandbox. One sandbox at a time in a test file. */
export function wizardOn(sandbox: Sandbox): Wizard {
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: sandbox.url,
    AWS_REGION: sandbox.region,
    AWS_ACCESS_KEY_ID: sandbox.keys.accessKeyId,
    AWS_SECRET_ACCESS_KEY: sandbox.keys.secretAccessKey,
  });
  const stateHome = mkdtempSync(join(tmpdir(), 'wizard-state-'));
  const runWith = async (changes: Partial<Outside>, ...argv: string[]) => {
    const said = { stdout: '', stderr: '' };
    const exitCode = await runCli(argv, { ...outsideOf(sandbox, stateHome, said), ...changes });
    return { exitCode, ...said, events: jsonLines(said.stdout) };
  };
  return { stateHome, runWith, run: (...argv) => runWith({}, ...argv) };
}

/** Virtual time: whoever sleeps moves it on, and what falls due meanwhile happens. */
export function clockOf({ clock }: Sandbox): Clock {
  return {
    now: () => clock.now(),
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      await clock.advance(ms);
    },
  };
}

function outsideOf(
  sandbox: Sandbox,
  stateHome: string,
  said: { stdout: string; stderr: string },
): Outside {
  return {
    version: '0.0.0-test',
    timeZone: () => 'Asia/Seoul',
    env: { ...process.env, XDG_STATE_HOME: stateHome, LANG: 'en_US.UTF-8' },
    clock: clockOf(sandbox),
    signal: new AbortController().signal,
    processes: { self: process.pid, startedAt: 0, isAlive: () => false },
    terminal: () => ({
      out: (text) => {
        said.stdout += text;
      },
      err: (text) => {
        said.stderr += text;
      },
      redraws: false,
      columns: { out: undefined, err: undefined },
      color: { out: false, err: false },
      unicode: true,
    }),
    prompts: async () => undefined,
    runSandbox: ownSandbox,
    enterSandbox: ownSandbox,
  };
}

async function ownSandbox(): Promise<never> {
  throw new Error('a test starts its own sandbox');
}

function jsonLines(text: string): Record<string, unknown>[] {
  return text.split('\n').flatMap((line) => {
    try {
      return [JSON.parse(line) as Record<string, unknown>];
    } catch {
      return [];
    }
  });
}
