#!/usr/bin/env node
import { join } from 'node:path';
import manifest from '../package.json' with { type: 'json' };
import { type Outside, runCli, type TryOut } from './cli.ts';
import { systemClock } from './clock.ts';
import { CancelledError, exitCodes, problem } from './errors.ts';
import { isInteractive, terminalOn } from './ui/terminal.ts';

// On Node 20 the SDK prints a warning of several lines when its first client is made, into the
// middle of the screen; the supported versions stand in package.json.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

const controller = new AbortController();

/** The first signal stops at the next safe place; the second at once. */
function stopOn(signal: 'SIGINT' | 'SIGTERM', exitCode: number): void {
  process.on(signal, () => {
    if (controller.signal.aborted) process.exit(exitCode);
    controller.abort(new CancelledError({ exitCode }));
  });
}

const outside: Outside = {
  version: manifest.version,
  timeZone: () => Intl.DateTimeFormat().resolvedOptions().timeZone,
  env: process.env,
  clock: systemClock,
  signal: controller.signal,
  processes: { self: process.pid, startedAt: Math.round(performance.timeOrigin), isAlive },
  terminal: (color) => terminalOn(process, process.env, color),
  prompts: async (noInput, unicode) => {
    const ends = { stdin: process.stdin.isTTY === true, stdout: process.stdout.isTTY === true };
    if (!isInteractive(process.env, ends, noInput)) return undefined;
    return (await import('./ui/prompts.ts')).terminalPrompts(unicode);
  },
  runSandbox: async ({ port, rate, faults, region, json }, messages, { out, err }) => {
    const { seedFleet, startSandbox } = await loadSandbox();
    const { parseFaults } = await import('../sandbox/faults.ts');
    const starting = startSandbox({
      port,
      rate,
      // The global: to load node:crypto takes a fifth of the time of --help.
      // Ids of its own: a journal of an earlier sandbox must not speak of this one's instances.
      seed: crypto.randomUUID(),
      ...(region ? { region } : {}),
      faults: faults ? await readFaults(faults, parseFaults) : [],
      instances: seedFleet,
    });
    const sandbox = await starting.catch(explainStart);
    const { describeSandbox, sandboxAsJson } = await import('./ui/format-sandbox.ts');
    if (json) out(`${JSON.stringify(sandboxAsJson(sandbox))}\n`);
    else {
      err(`${messages.ui['sandbox-ready']({})}\n\n`);
      out(`${describeSandbox(sandbox).join('\n')}\n`);
      err(`\n${messages.ui['sandbox-stop']({})}\n`);
    }
    if (!controller.signal.aborted)
      await new Promise((stopped) => controller.signal.addEventListener('abort', stopped));
    await sandbox.dispose();
  },
  enterSandbox,
};

async function loadSandbox() {
  const { startSandbox } = await import('../sandbox/main.ts');
  const { seedFleet } = await import('../sandbox/fleet.ts');
  return { startSandbox, seedFleet };
}

/** A pretend account with a clock 60 times as fast, and AWS's own waits at a tenth. */
async function enterSandbox(): Promise<TryOut> {
  const { seedFleet, startSandbox } = await loadSandbox();
  const rate = 60;
  const sandbox = await startSandbox({
    rate,
    delayScale: 0.1,
    seed: crypto.randomUUID(),
    instances: seedFleet,
  }).catch(explainStart);
  const { mailboxOf, variablesInTheWay, variablesOf } = await import('./ui/format-sandbox.ts');
  // The SDK reads the process's own variables.
  for (const name of variablesInTheWay) delete process.env[name];
  Object.assign(process.env, variablesOf(sandbox));
  const { mkdtemp, rm } = await import('node:fs/promises');
  const { tmpdir } = await import('node:os');
  // Its journals end with it.
  const stateHome = await mkdtemp(join(tmpdir(), 'cloudwatch-wizard-'));
  return {
    env: { ...process.env, XDG_STATE_HOME: stateHome },
    clock: {
      now: () => sandbox.clock.now(),
      sleep: (ms, signal) => systemClock.sleep(ms / rate, signal),
    },
    mailboxUrl: mailboxOf(sandbox),
    leave: async () => {
      await sandbox.dispose();
      await rm(stateHome, { recursive: true, force: true });
    },
  };
}

async function readFaults<T>(path: string, parse: (json: string) => T): Promise<T> {
  const { readFile } = await import('node:fs/promises');
  try {
    return parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw problem('unreadable-file', { path, reason: (error as Error).message }, { cause: error });
  }
}

/** A taken port or a full disk is nothing that a stack trace explains. */
function explainStart(error: NodeJS.ErrnoException): never {
  if (error.code === undefined) throw error;
  throw problem('sandbox-not-started', { reason: error.message }, { cause: error });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

stopOn('SIGINT', exitCodes.interrupted);
stopOn('SIGTERM', exitCodes.terminated);
// A reader that has had enough (`| head`) ends neither a set-up nor a sandbox half-way.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
process.exitCode = await runCli(process.argv.slice(2), outside);
