import { basename } from 'node:path';
import type { CronJob } from './cron/cron-daemon.ts';
import { findHostTool } from './host-tools.ts';
import type { MachineHost, RunOptions, RunResult } from './machine.ts';
import type { MachineFiles } from './machine-files.ts';
import { type Execution, execute, killedExitCode } from './script-runner.ts';
import { fullDiskCommands, hasNetwork, isDiskFull, nobodyListens } from './troubles.ts';

/** Runs what a machine has to run, one after the other. */
export interface Runner {
  runScript(script: string, options: RunOptions): Promise<RunResult>;
  runCronJob(job: CronJob): Promise<RunResult>;
  /** Ends what is running; what waits is never started. Resolves once nothing is left. */
  endAll(): Promise<void>;
}

export interface RunnerHooks {
  /** Just before a run, when its turn has come. */
  before(): void;
  after(): Promise<void>;
}

const cronTimeoutMs = 5 * 60_000;
const ended: RunResult = {
  exitCode: killedExitCode,
  stdout: '',
  stderr: 'the machine was stopped\n',
  timedOut: false,
};

export function createRunner(host: MachineHost, files: MachineFiles, hooks: RunnerHooks): Runner {
  let line: Promise<unknown> = Promise.resolve();
  let power = new AbortController();

  const takeTurn = (prepare: () => Execution): Promise<RunResult> => {
    const { signal } = power;
    const turn = line.then(async () => {
      if (signal.aborted) return ended;
      hooks.before();
      writeClock(host, files);
      const result = await execute(prepare(), signal);
      if (!signal.aborted) await hooks.after();
      return result;
    });
    // A run that could not even be started must not stop those behind it.
    line = turn.catch(() => {});
    return turn;
  };

  return {
    runScript: (script, options) =>
      takeTurn(() => {
        files.write('.pretend/script', script, 0o700);
        const shell = options.shell ?? ['sh'];
        const argv = [...resolveShell(files, shell), files.path('.pretend/script')];
        const env = { ...environmentOf(host, files), ...options.env };
        return executionOf(files, argv, env, options.timeoutMs);
      }),
    runCronJob: (job) =>
      takeTurn(() => {
        const argv = [...resolveShell(files, [basename(job.shell)]), '-c', job.command];
        const execution = executionOf(
          files,
          argv,
          cronEnvironment(host, files, job),
          cronTimeoutMs,
        );
        return job.stdin === undefined ? execution : { ...execution, stdin: job.stdin };
      }),
    endAll: async () => {
      power.abort();
      power = new AbortController();
      await line;
    },
  };
}

/** Where the shims find the time; see `shims/lib/time.sh`. */
function writeClock(host: MachineHost, files: MachineFiles): void {
  const virtualMsPerSecond = Math.round(host.clock.rate * 1000);
  files.write('.pretend/clock', `${host.clock.now()} ${Date.now()} ${virtualMsPerSecond}\n`);
  files.write('.pretend/slept', '');
}

function executionOf(
  files: MachineFiles,
  argv: readonly string[],
  env: Readonly<Record<string, string>>,
  timeoutMs: number,
): Execution {
  // Not the umask of whoever started the sandbox.
  const withUmask = ['/bin/sh', '-c', 'umask 022; exec "$@"', 'run', ...argv];
  return { argv: withUmask, env, cwd: files.path('root'), timeoutMs, owner: files.owner };
}

function environmentOf(host: MachineHost, files: MachineFiles): Record<string, string> {
  return {
    ROOT: files.root,
    PATH: commandPath(files),
    HOME: files.path('root'),
    SHELL: '/bin/sh',
    LC_ALL: 'C',
    AWS_ENDPOINT_URL: hasNetwork(files) ? host.endpoint() : nobodyListens,
    AWS_EC2_METADATA_SERVICE_ENDPOINT: host.metadataEndpoint(),
  };
}

function commandPath(files: MachineFiles): string {
  const usual = `${files.path('.pretend/bin')}:${files.path('.pretend/host')}`;
  return isDiskFull(files) ? `${files.path(fullDiskCommands)}:${usual}` : usual;
}

/** What cron gives a job, with its directories inside the machine and the shims before them. */
function cronEnvironment(
  host: MachineHost,
  files: MachineFiles,
  job: CronJob,
): Record<string, string> {
  const { PATH = '', HOME = '/', ...assigned } = job.env;
  const inside = PATH.split(':').map((directory) =>
    directory.startsWith(files.root) ? directory : files.path(directory),
  );
  const { LC_ALL: _, ...machine } = environmentOf(host, files);
  return {
    ...machine,
    ...assigned,
    PATH: [commandPath(files), ...inside].join(':'),
    HOME: files.path(HOME),
  };
}

/** `sh` is the image's own: bash, called by that name, on some and dash on others. */
function resolveShell(files: MachineFiles, shell: readonly string[]): readonly string[] {
  const [command = 'sh', ...args] = shell;
  if (command === 'sh' || command === '/bin/sh') return [files.path('.pretend/host/sh'), ...args];
  const found = command.startsWith('/') ? command : findHostTool(command);
  if (found === undefined) throw new Error(`The host has no shell named ${command}.`);
  return [found, ...args];
}
