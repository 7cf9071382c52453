import { afterAll, expect, it, vi } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/main.ts';
import { differences, snapshotWorld } from '../../sandbox/snapshot.ts';
import type { Terminal } from '../../wizard/ui/terminal.ts';
import { type Ran, type Wizard, wizardOn } from '../support/wizard.ts';

const runLimit = 40;
/** Of the SDK: each try more doubles the pause before it. */
const attempts = 2;
vi.stubEnv('AWS_MAX_ATTEMPTS', String(attempts));
afterAll(() => vi.unstubAllEnvs());

it('finishes, in whichever action each earlier run was killed', async () => {
  await using sandbox = await startSandbox({
    delayScale: 0.1,
    instances: [{ os: 'amazon-linux-2023' }],
  });
  const wizard = wizardOn(sandbox);
  const instanceId = sandbox.instances[0]?.id ?? '';
  const before = snapshotWorld(sandbox.world);

  const setUps = await untilDone(() =>
    killedAfterOneAction(wizard, instanceId, 'setup', '--no-alerts'),
  );
  expect(setUps).toBeGreaterThan(8);
  const settled = await wizard.run('plan', '--instance-id', instanceId, '--no-alerts');
  expect(settled.stdout).toContain('Nothing to change');

  const undos = await untilDone(() => killedAfterOneAction(wizard, instanceId, 'undo'));
  expect(undos).toBeGreaterThan(6);
  expect(differences(before, snapshotWorld(sandbox.world))).toEqual([]);
});

it('finishes after each call took effect but its answer was lost', async () => {
  await using sandbox = await startSandbox({
    delayScale: 0.1,
    instances: [{ os: 'amazon-linux-2' }],
  });
  const wizard = wizardOn(sandbox);
  const instanceId = sandbox.instances[0]?.id ?? '';
  const before = snapshotWorld(sandbox.world);

  await losingEachAnswer(sandbox, makes, () =>
    wizard.run('setup', '--instance-id', instanceId, '--no-alerts', '--yes'),
  );
  expect(
    await wizard.run('setup', '--instance-id', instanceId, '--no-alerts', '--yes'),
  ).toMatchObject({
    exitCode: 0,
  });

  await losingEachAnswer(sandbox, takesAway, () =>
    wizard.run('undo', '--instance-id', instanceId, '--yes'),
  );
  expect(differences(before, snapshotWorld(sandbox.world))).toEqual([]);
});

/** Runs again and again until one ends with 0. @returns how many it took */
async function untilDone(run: () => Promise<Ran>, expected = /killed/): Promise<number> {
  for (let runs = 1; runs <= runLimit; runs++) {
    const { exitCode, stderr } = await run();
    if (exitCode === 0) return runs;
    if (!expected.test(stderr)) throw new Error(stderr);
  }
  throw new Error(`not done after ${runLimit} runs`);
}

/** Dies as it says that something was changed: right after the action, before the next one. */
function killedAfterOneAction(wizard: Wizard, instanceId: string, ...verb: string[]): Promise<Ran> {
  const said = { stdout: '', stderr: '' };
  const terminal = (): Terminal => ({
    out: (text) => {
      said.stdout += text;
    },
    err: (text) => {
      said.stderr += text;
      if (text.endsWith(': changed\n')) throw new Error('killed');
    },
    redraws: false,
    columns: { out: undefined, err: undefined },
    color: { out: false, err: false },
    unicode: true,
  });
  return wizard
    .runWith({ terminal }, ...verb, '--instance-id', instanceId, '--yes')
    .then(({ exitCode }) => ({ ...said, exitCode, events: [] }));
}

/**
 * Every changing call answers 500 for as long as the SDK asks, although it was carried out. Either
 * the second try finds its work done, or the run fails and the next one does.
 */
async function losingEachAnswer(
  sandbox: Sandbox,
  operations: readonly string[],
  run: () => Promise<Ran>,
): Promise<void> {
  sandbox.world.requests.clear();
  for (const call of operations) {
    const [service = '', operation = ''] = call.split(':');
    sandbox.world.faults.add({ service, operation, effect: 'after-effect', times: attempts * 2 });
  }
  await untilDone(run, /InternalFailure|500|command-failed/);
  const failed = sandbox.world.requests.all().filter(({ error }) => /^Internal/.test(error ?? ''));
  const met = new Set(failed.map(({ service, operation }) => `${service}:${operation}`));
  expect([...met].sort()).toEqual([...operations].sort());
}

const makes = [
  'iam:CreateRole',
  'iam:AttachRolePolicy',
  'iam:CreateInstanceProfile',
  'iam:AddRoleToInstanceProfile',
  'ec2:AssociateIamInstanceProfile',
  'ec2:CreateTags',
];
const takesAway = [
  'ec2:DeleteTags',
  'ec2:DisassociateIamInstanceProfile',
  'iam:RemoveRoleFromInstanceProfile',
  'iam:DeleteInstanceProfile',
  'iam:DetachRolePolicy',
  'iam:DeleteRole',
];
