import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import type { RunResult } from './machine.ts';
import type { Owner } from './machine-files.ts';

export interface Execution {
  readonly argv: readonly string[];
  /** The whole environment; nothing of the host's is added. */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** Left out, standard input is empty. */
  readonly stdin?: string;
  /** Real milliseconds. */
  readonly timeoutMs: number;
  /** `undefined` runs as the sandbox's own user. */
  readonly owner: Owner | undefined;
}

export const outputLimitBytes = 1024 * 1024;

/** What a shell reports for a process that was ended by SIGKILL. */
export const killedExitCode = 128 + 9;

/**
 * Runs one command in a process group of its own. When it ends, or `abort` says so, everything
 * it left running ends with it, so no machine leaves processes behind on the host.
 */
export function execute(execution: Execution, abort: AbortSignal): Promise<RunResult> {
  const [command = '/bin/sh', ...args] = execution.argv;
  const child = spawn(command, args, {
    cwd: execution.cwd,
    env: { ...execution.env },
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(execution.owner ?? {}),
  });
  const stdout = collect(child.stdout);
  const stderr = collect(child.stderr);
  // A command that does not read its input closes the pipe; that is its own affair.
  child.stdin.on('error', () => {});
  child.stdin.end(execution.stdin ?? '');
  return new Promise((resolve, reject) => {
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      killGroup(child);
    }, execution.timeoutMs);
    const onAbort = () => killGroup(child);
    abort.addEventListener('abort', onAbort);
    const done = () => {
      clearTimeout(timer);
      abort.removeEventListener('abort', onAbort);
    };
    child.on('error', (error) => {
      done();
      reject(error);
    });
    child.on('exit', () => {
      killGroup(child);
      // Only a process that left the group by itself still holds the pipes; it is not waited for.
      setTimeout(() => closePipes(child), 1000).unref();
    });
    child.on('close', (code) => {
      done();
      resolve({
        exitCode: code ?? killedExitCode,
        stdout: stdout(),
        stderr: stderr(),
        timedOut,
      });
    });
  });
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    // Everybody in it has ended already.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function closePipes(child: ChildProcess): void {
  child.stdout?.destroy();
  child.stderr?.destroy();
}

/** Keeps the first `outputLimitBytes` and says so when there was more. */
function collect(stream: Readable): () => string {
  const chunks: Buffer[] = [];
  let kept = 0;
  let isCut = false;
  stream.on('data', (chunk: Buffer) => {
    const part = chunk.subarray(0, outputLimitBytes - kept);
    isCut ||= part.length < chunk.length;
    kept += part.length;
    if (part.length > 0) chunks.push(part);
  });
  return () => {
    const text = Buffer.concat(chunks).toString('utf8');
    return isCut ? `${text}\n[output cut at ${outputLimitBytes} bytes]\n` : text;
  };
}
