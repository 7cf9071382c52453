import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Endpoint } from './sandbox.ts';

/** What users run. */
export const program = fileURLToPath(new URL('../../dist/wizard.mjs', import.meta.url));

export type Env = Readonly<Record<string, string>>;

export interface Ended {
  /** `undefined` when a signal ended it. */
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** The program at work. */
export interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Waits until what it has written so far, both streams together, matches. */
  until(pattern: RegExp): Promise<void>;
}

/** A user's machine without accounts: nothing of the one that runs the tests shines through. */
export function emptyEnv(): Env {
  return {
    PATH: process.env.PATH ?? '',
    HOME: mkdtempSync(join(tmpdir(), 'program-home-')),
    LANG: 'en_US.UTF-8',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}

/** A user's machine that is signed in to a sandbox, with a journal of its own. */
export function envOn(sandbox: Endpoint): Env {
  return {
    ...emptyEnv(),
    AWS_ENDPOINT_URL: sandbox.url,
    AWS_REGION: sandbox.region,
    AWS_ACCESS_KEY_ID: sandbox.keys.accessKeyId,
    AWS_SECRET_ACCESS_KEY: sandbox.keys.secretAccessKey,
  };
}

/** Starts the built program as a child without a terminal. The caller sees to its end. */
export function startProgram(argv: readonly string[], env: Env): Started {
  if (!existsSync(program)) throw new Error('dist/ is missing: npm run build');
  const child = spawn(process.execPath, [program, ...argv], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text: string) => {
      said[name] += text;
    });
  const ended = once(child, 'close').then(([code]) => ({
    exitCode: (code as number | null) ?? undefined,
    ...said,
  }));
  const until = async (pattern: RegExp) => {
    const matches = () => pattern.test(said.stdout + said.stderr);
    while (!matches()) {
      if (child.exitCode !== null)
        throw new Error(`ended before ${pattern}: ${said.stdout}${said.stderr}`);
      await Promise.race([once(child.stdout, 'data'), once(child.stderr, 'data'), ended]);
    }
  };
  return { child, ended, until };
}

/** Runs it to its end. */
export function runProgram(argv: readonly string[], env: Env): Promise<Ended> {
  return startProgram(argv, env).ended;
}
