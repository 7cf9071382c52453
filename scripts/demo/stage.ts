import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import type { Sandbox } from '../../sandbox/main.ts';
import { type Outside, runCli } from '../../wizard/cli.ts';
import type { Clock } from '../../wizard/clock.ts';
import { terminalOn } from '../../wizard/ui/terminal.ts';
import { reader } from './mailbox.ts';
import { NotObserved, observe, say } from './observe.ts';

/** Virtual milliseconds in one real one. */
export const rate = 60;

export interface Stage {
  readonly sandbox: Sandbox;
  readonly instanceId: string;
  /** Runs the program as a user would. @returns what it wrote to stdout */
  wizard(expectedExit: number, ...argv: string[]): Promise<string>;
}

export function stageOn(sandbox: Sandbox, stateHome: string): Stage {
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: sandbox.url,
    AWS_REGION: sandbox.region,
    AWS_ACCESS_KEY_ID: sandbox.keys.accessKeyId,
    AWS_SECRET_ACCESS_KEY: sandbox.keys.secretAccessKey,
  });
  delete process.env.AWS_PROFILE;
  delete process.env.AWS_SESSION_TOKEN;
  const instanceId = sandbox.instances[0]?.id ?? '';
  const wizard = async (expectedExit: number, ...argv: string[]) => {
    say(`$ cloudwatch-wizard ${argv.join(' ')}`);
    let said = '';
    const exitCode = await runCli(
      [...argv, '--lang', 'en'],
      outsideOf(sandbox, stateHome, (text) => {
        said += text;
      }),
    );
    observe(exitCode === expectedExit, `exit code ${exitCode}`);
    return said;
  };
  return { sandbox, instanceId, wizard };
}

function outsideOf(sandbox: Sandbox, stateHome: string, heard: (text: string) => void): Outside {
  return {
    version: 'demo',
    timeZone: () => 'Asia/Seoul',
    env: { ...process.env, XDG_STATE_HOME: stateHome },
    clock: clockOf(sandbox),
    signal: new AbortController().signal,
    processes: { self: process.pid, startedAt: 0, isAlive: () => false },
    terminal: (color) => {
      const terminal = terminalOn(process, process.env, color);
      const out = (text: string) => {
        heard(text);
        terminal.out(text);
      };
      return { ...terminal, out };
    },
    prompts: async () => reader(sandbox),
    runSandbox: notInTheDemo,
    enterSandbox: notInTheDemo,
  };
}

async function notInTheDemo(): Promise<never> {
  throw new Error('the demo has a sandbox of its own');
}

/** The wizard lives in the sandbox's time: a minute of its patience is a second of ours. */
function clockOf({ clock }: Sandbox): Clock {
  return {
    now: () => clock.now(),
    sleep: async (ms) => {
      await wait(ms / rate);
    },
  };
}

export function asAdministrator(
  sandbox: Sandbox,
  service: string,
  operation: string,
  input: object,
) {
  const caller = sandbox.world.credentials.get(sandbox.keys.accessKeyId)?.principal;
  if (!caller) throw new NotObserved('the sandbox has no administrator');
  return sandbox.world.call({
    caller,
    region: sandbox.region,
    service,
    operation,
    input: input as Readonly<Record<string, unknown>>,
  });
}

export function sends(sandbox: Sandbox, since: number) {
  return sandbox.world.requests
    .all()
    .filter(({ operation, at }) => operation === 'PutMetricData' && at > since);
}

/** What the agent told syslog last. */
export async function lastErrorOn(sandbox: Sandbox, instanceId: string): Promise<string> {
  const script = 'journalctl -t CloudWatch-PutInstanceData -n 1 --no-pager -o cat';
  const ran = await sandbox.world.machines.get(instanceId)?.run(script, { timeoutMs: 10_000 });
  return ran?.stdout.trim() ?? '';
}
