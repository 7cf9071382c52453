import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { startSandbox } from '../sandbox/main.ts';
import { differences, snapshotWorld } from '../sandbox/snapshot.ts';
import { address, commandIn, mailOn, mailsOf } from './demo/mailbox.ts';
import { NotObserved, observe, say, title, until } from './demo/observe.ts';
import { asAdministrator, lastErrorOn, rate, type Stage, sends, stageOn } from './demo/stage.ts';

// The whole way on a pretend account, 60 times as fast as life. Each act checks what it shows: the
// demo ends with 0 only if everything was seen to happen.

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

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
  await wizard(0, 'plan', '--instance-id', instanceId, '--detailed-monitoring', '--email', address);
  const changing = sandbox.world.requests
    .all()
    .filter(({ operation }) => !/^(Get|List|Describe|Filter)/.test(operation));
  observe(changing.length === 0, 'the plan made no changing call');
}

async function setUp({ wizard, sandbox, instanceId }: Stage): Promise<void> {
  title('2. Set-up, with proof that data arrives');
  const wishes = ['--detailed-monitoring', '--period', '60', '--email', address];
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
  const alert = await mailOn(sandbox, /^\[DOWN\].*policy detached/, since, 2);
  const said = await wizard(0, ...commandIn(alert, instanceId), '--yes');
  observe(/1 changed/.test(said), 'the repair attached the policy, and nothing else');
  await mailOn(sandbox, /^\[OK\]/, since, 15);
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
  const alert = await mailOn(sandbox, /^\[DOWN\].*role detached/, since, 2);
  const status = await wizard(3, 'status', '--instance-id', instanceId, '--fail');
  observe(/drift.*Attach CustomMonitoringRole/.test(status), 'status names the drift all the same');
  const said = await wizard(0, ...commandIn(alert, instanceId), '--yes');
  observe(
    /1 changed/.test(said),
    "the mail's own command attached the role again, and nothing else",
  );
  await mailOn(sandbox, /^\[OK\]/, since, 15);
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
  const alert = await mailOn(sandbox, /^\[DOWN\].*metrics missing/, since, 8);
  const said = await wizard(0, ...commandIn(alert, instanceId), '--yes');
  observe(/1 changed/.test(said), 'the repair started cron again, and nothing else');
  await mailOn(sandbox, /^\[OK\]/, since, 30);
}

async function goBack({ wizard, instanceId }: Stage): Promise<void> {
  title('6. Back to how it was');
  await wizard(0, 'undo', '--instance-id', instanceId, '--yes');
  await wizard(0, 'verifier', 'remove', '--yes');
}

try {
  await main();
} catch (error) {
  process.exitCode = 1;
  process.stderr.write(
    `${error instanceof NotObserved ? error.message : (error as Error).stack}\n`,
  );
}
