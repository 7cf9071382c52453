import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import { type Sandbox, startSandbox } from '../sandbox/main.ts';
import type { Mail } from '../sandbox/services/sns/mail-text.ts';
import { differences, snapshotWorld } from '../sandbox/snapshot.ts';
import { type Outside, runCli } from '../wizard/cli.ts';
import type { Clock } from '../wizard/clock.ts';
import type { Prompts } from '../wizard/ui/prompts.ts';
import { terminalOn } from '../wizard/ui/terminal.ts';

// The whole way on a pretend account, 60 times as fast as life. Each act checks what it shows: the
// demo ends with 0 only if everything was seen to happen.

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
const rate = 60;
const mailbox = 'ops@example.com';

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
    // Past its first minutes, in which nothing is expected of an instance.
    await sandbox.clock.advance(10 * 60_000);
    const stage = stageOn(sandbox, stateHome);
    const before = snapshotWorld(sandbox.world);
    for (const act of [plan, setUp, loseThePolicy, loseTheRole, loseTheCron, goBack])
      await act(stage);
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
  await wizard(0, 'plan', '--instance-id', instanceId, '--detailed-monitoring', '--email', mailbox);
  const changing = sandbox.world.requests
    .all()
    .filter(({ operation }) => !/^(Get|List|Describe|Filter)/.test(operation));
  observe(changing.length === 0, 'the plan made no changing call');
}

async function setUp({ wizard, sandbox, instanceId }: Stage): Promise<void> {
  title('2. Set-up, with proof that data arrives');
  const wishes = ['--detailed-monitoring', '--period', '60', '--email', mailbox];
  const said = await wizard(0, 'setup', '--instance-id', instanceId, ...wishes);
  observe(/MemoryUtilization [\d.]+/.test(said), 'memory data came from a scheduled run');
  observe(/Heartbeat line in \/var\/log\/messages/.test(said), 'the log heartbeat was read back');
  observe(
    mailsOf(sandbox, /confirm/i).length === 1,
    'one mail asked to confirm, and its link was pasted',
  );
  observe(/The verifier looked/.test(said), 'the verifier ran by its own schedule and found it');
}

async function loseThePolicy(stage: Stage): Promise<void> {
  const { sandbox, wizard, instanceId } = stage;
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
  const alert = await mailOn(stage, /^\[DOWN\].*policy detached/, since, 2);
  const said = await wizard(0, ...commandIn(alert, instanceId), '--yes');
  observe(/1 changed/.test(said), 'the repair attached the policy, and nothing else');
  await mailOn(stage, /^\[OK\]/, since, 15);
}

async function loseTheRole(stage: Stage): Promise<void> {
  const { sandbox, wizard, instanceId } = stage;
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
  const alert = await mailOn(stage, /^\[DOWN\].*role detached/, since, 2);
  const status = await wizard(3, 'status', '--instance-id', instanceId, '--fail');
  observe(/drift.*Attach CustomMonitoringRole/.test(status), 'status names the drift all the same');
  const said = await wizard(0, ...commandIn(alert, instanceId), '--yes');
  observe(
    /1 changed/.test(said),
    "the mail's own command attached the role again, and nothing else",
  );
  await mailOn(stage, /^\[OK\]/, since, 15);
}

async function loseTheCron(stage: Stage): Promise<void> {
  const { sandbox, wizard, instanceId } = stage;
  title('5. Cron stops on the instance, and nothing outside has changed');
  const since = sandbox.clock.now();
  const stopped = await sandbox.world.machines
    .get(instanceId)
    ?.run('systemctl stop crond', { timeoutMs: 10_000 });
  observe(stopped?.exitCode === 0, 'cron was stopped');
  // Three ticks of a minute, the deadline of the last of them, and the verifier's own minute.
  const alert = await mailOn(stage, /^\[DOWN\].*metrics missing/, since, 8);
  const said = await wizard(0, ...commandIn(alert, instanceId), '--yes');
  observe(/1 changed/.test(said), 'the repair started cron again, and nothing else');
  await mailOn(stage, /^\[OK\]/, since, 30);
}

async function goBack({ wizard, instanceId }: Stage): Promise<void> {
  title('6. Back to how it was');
  await wizard(0, 'undo', '--instance-id', instanceId, '--yes');
  await wizard(0, 'verifier', 'remove', '--yes');
}

/** Mails to the demo's address with such a subject, oldest first. */
function mailsOf({ world }: Sandbox, subject: RegExp, since = 0): readonly Mail[] {
  return world.mailbox.filter(
    ({ at, to, subject: line }) => to === mailbox && at >= since && subject.test(line),
  );
}

/** Waits for a mail, at most so many of the sandbox's minutes, and shows it. */
async function mailOn({ sandbox }: Stage, subject: RegExp, since: number, minutes: number) {
  const find = () => mailsOf(sandbox, subject, since)[0];
  await until(
    () => find() !== undefined,
    `a mail ${subject.source}, within ${minutes} minutes`,
    minutes,
  );
  const mail = find();
  if (!mail) throw new NotObserved('the mail is gone');
  for (const line of [mail.subject, ...mail.body.split('\n')]) say(`  | ${line}`);
  return mail.body;
}

/** The command of a mail, word by word, as its reader would paste it. */
function commandIn(body: string, instanceId: string): string[] {
  const line = body.split('\n').find((one) => one.includes(`cloudwatch-wizard repair`));
  const command = line?.slice(line.indexOf('repair')).trim().split(' ') ?? [];
  observe(command.includes(instanceId), 'the mail names the command that helps');
  return command;
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
    prompts: async () => reader(sandbox),
    runSandbox: notInTheDemo,
    enterSandbox: notInTheDemo,
  };
}

/** Somebody who says yes to the plan, reads the mail, and pastes its link. */
function reader(sandbox: Sandbox): Prompts {
  return {
    confirm: async (message) => {
      say(`? ${message} y`);
      return true;
    },
    enter: async ({ message }) => {
      const [mail] = mailsOf(sandbox, /confirm/i);
      const link = /https:\S+Token=\S+/.exec(mail?.body ?? '')?.[0] ?? '';
      say(`? ${message}: ${link.slice(0, 60)}…`);
      return link;
    },
    choose: notInTheDemo,
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

/** @param minutes of the sandbox: twelve are two ticks of five minutes and a jitter. */
async function until(seen: () => boolean, what: string, minutes = 12): Promise<void> {
  for (let tries = 0; tries < minutes * 10 && !seen(); tries++) await wait(100);
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
