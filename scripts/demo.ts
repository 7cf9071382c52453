import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import { type Sandbox, startSandbox } from '../sandbox/main.ts';
import { differences, snapshotWorld } from '../sandbox/snapshot.ts';
import { type Outside, runCli } from '../wizard/cli.ts';
import type { Clock } from '../wizard/clock.ts';
import { terminalOn } from '../wizard/ui/terminal.ts';

// The whole way on a pretend account, 60 times as fast as life. Each act checks what it shows: the
// demo ends with 0 only if everything was seen to happen.

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
const rate = 60;

class NotObserved extends Error {}

interface Stage {
  readonly sandbox: Sandbox;
  readonly instanceId: string;
  /** Runs the program as a user would. @returns what it wrote to stdout */
  wizard(expectedExit: number, ...argv: string[]): Promise<string>;
}

async function main(): Promise<void> {
  const sandbox = await startSandbox({
    rate,
    // Its keys are nobody else's to guess on a machine with other users.
    seed: randomUUID(),
    // AWS's own waits at a tenth: the SSM agent's half hour would be half of the demo.
    delayScale: 0.1,
    instances: [{ os: 'amazon-linux-2023', name: 'web-1' }],
  });
  const stateHome = mkdtempSync(join(tmpdir(), 'cloudwatch-wizard-demo-'));
  try {
    const stage = stageOn(sandbox, stateHome);
    const before = snapshotWorld(sandbox.world);
    for (const act of [plan, setUp, loseThePolicy, loseTheRole, goBack]) await act(stage);
    const left = differences(before, snapshotWorld(sandbox.world));
    observe(
      left.length === 0,
      `account and files of the instance are as before ${left.join('; ')}`,
    );
    say('Every step above was observed, not assumed.');
  } finally {
    await sandbox.dispose();
    rmSync(stateHome, { recursive: true, force: true });
  }
}

async function plan({ wizard, sandbox, instanceId }: Stage): Promise<void> {
  title('1. What would be done');
  sandbox.world.requests.clear();
  await wizard(0, 'plan', '--instance-id', instanceId, '--detailed-monitoring');
  const changing = sandbox.world.requests
    .all()
    .filter(({ operation }) => !/^(Get|List|Describe|Filter)/.test(operation));
  observe(changing.length === 0, 'the plan made no changing call');
}

async function setUp({ wizard, instanceId }: Stage): Promise<void> {
  title('2. Set-up, with proof that data arrives');
  const said = await wizard(
    0,
    'setup',
    '--instance-id',
    instanceId,
    '--detailed-monitoring',
    '--yes',
  );
  observe(/MemoryUtilization [\d.]+/.test(said), 'memory data came from a scheduled run');
  observe(/Heartbeat line in \/var\/log\/messages/.test(said), 'the log heartbeat was read back');
}

async function loseThePolicy({ sandbox, wizard, instanceId }: Stage): Promise<void> {
  title("3. Somebody detaches CloudWatchFullAccess behind the wizard's back");
  const since = sandbox.clock.now();
  await asAdministrator(sandbox, 'iam', 'DetachRolePolicy', {
    RoleName: 'CustomMonitoringRole',
    PolicyArn: 'arn:aws:iam::aws:policy/CloudWatchFullAccess',
  });
  await until(
    () => sends(sandbox, since).some(({ error }) => error !== undefined),
    'the next send is refused',
  );
  const refusal = await lastErrorOn(sandbox, instanceId);
  say(`On the instance: ${refusal}`);
  observe(
    /is not authorized to perform: cloudwatch:PutMetricData/.test(refusal),
    "the guide's permission error",
  );
  const said = await wizard(0, 'repair', '--instance-id', instanceId, '--yes');
  observe(/1 changed/.test(said), 'the repair attached the policy, and nothing else');
}

async function loseTheRole({ sandbox, wizard, instanceId }: Stage): Promise<void> {
  title('4. Somebody detaches the role itself');
  const since = sandbox.clock.now();
  const association = sandbox.world
    .region(sandbox.region)
    .ec2.associations.find((one) => one.instanceId === instanceId && one.endedAt === undefined);
  await asAdministrator(sandbox, 'ec2', 'DisassociateIamInstanceProfile', {
    AssociationId: association?.id,
  });
  await until(
    () => sends(sandbox, since).some(({ error }) => error === undefined),
    'data still flows, on credentials that were issued before',
  );
  const status = await wizard(3, 'status', '--instance-id', instanceId, '--fail');
  observe(/drift.*Attach CustomMonitoringRole/.test(status), 'status names the drift all the same');
  const said = await wizard(0, 'repair', '--instance-id', instanceId, '--yes');
  observe(/1 changed/.test(said), 'the repair attached the role again, and nothing else');
}

async function goBack({ wizard, instanceId }: Stage): Promise<void> {
  title('5. Back to how it was');
  await wizard(0, 'undo', '--instance-id', instanceId, '--yes');
}

function stageOn(sandbox: Sandbox, stateHome: string): Stage {
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
    prompts: async () => undefined,
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

function asAdministrator(sandbox: Sandbox, service: string, operation: string, input: object) {
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

function sends(sandbox: Sandbox, since: number) {
  return sandbox.world.requests
    .all()
    .filter(({ operation, at }) => operation === 'PutMetricData' && at > since);
}

/** What the agent told syslog last. */
async function lastErrorOn(sandbox: Sandbox, instanceId: string): Promise<string> {
  const script = 'journalctl -t CloudWatch-PutInstanceData -n 1 --no-pager -o cat';
  const ran = await sandbox.world.machines.get(instanceId)?.run(script, { timeoutMs: 10_000 });
  return ran?.stdout.trim() ?? '';
}

async function until(seen: () => boolean, what: string): Promise<void> {
  // Twelve minutes of the sandbox: two ticks and a jitter.
  for (let tries = 0; tries < 120 && !seen(); tries++) await wait(100);
  observe(seen(), what);
}

function observe(seen: boolean, what: string): void {
  if (!seen) throw new NotObserved(`Not observed: ${what}`);
  say(`  observed: ${what}`);
}

function title(text: string): void {
  say(`\n== ${text}`);
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

try {
  await main();
} catch (error) {
  process.exitCode = 1;
  process.stderr.write(
    `${error instanceof NotObserved ? error.message : (error as Error).stack}\n`,
  );
}
