import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startSandbox } from '../../sandbox/main.ts';
import { createAwsClients } from '../../wizard/aws/clients.ts';
import { readIdentity } from '../../wizard/aws/identity.ts';
import { buildSpec } from '../../wizard/build-spec.ts';
import { applyAll, replanBackwards, replanForwards } from '../../wizard/engine/apply.ts';
import { rememberKind } from '../../wizard/engine/history.ts';
import { openJournal } from '../../wizard/engine/journal.ts';
import { ledgerOf } from '../../wizard/engine/ledger.ts';
import { createRun, type Run } from '../../wizard/engine/run.ts';
import { waitUntilSettled } from '../../wizard/engine/settle.ts';
import { noFlags } from '../../wizard/flags/flags.ts';
import { lookAt } from '../../wizard/look/look-at.ts';
import { createStackView } from '../../wizard/look/stack.ts';
import { readAgentFiles } from '../../wizard/on-instance/agent-files.ts';
import { allSteps } from '../../wizard/steps/all.ts';
import { clockOf, wizardOn } from '../support/wizard.ts';

// The contract of a step, held against every one of them: after its plan was carried out, the plan
// of a new look is empty, forwards and on the way back; and a stale plan can be applied again.

it('every step has nothing left to do once its plan was applied, and takes back all of it', async () => {
  await using sandbox = await startSandbox({
    delayScale: 0.1,
    instances: [{ os: 'amazon-linux-2' }],
  });
  const run = await runOn(sandbox);

  for (const step of allSteps) {
    const plan = await step.planNow(lookAt(run), run);
    expect(plan.outcome, step.id).not.toBe('blocked');
    const planned = [{ step: step.id, plan }];
    await applyAll(allSteps, planned, run, replanForwards);
    const replan = async () => [{ step: step.id, plan: await step.planNow(lookAt(run), run) }];
    await waitUntilSettled(replan, run);

    const before = run.changes;
    await applyAll(allSteps, planned, run, replanForwards);
    expect(run.changes, `${step.id} with a stale plan`).toBe(before);
  }

  for (const step of allSteps.toReversed()) {
    const plan = await step.planUndoNow(lookAt(run), run.history(), run);
    expect(plan.outcome, step.id).not.toBe('blocked');
    await applyAll(allSteps, [{ step: step.id, plan }], run, replanBackwards);
    const replan = async () => [
      { step: step.id, plan: await step.planUndoNow(lookAt(run), run.history(), run) },
    ];
    await waitUntilSettled(replan, run);
  }
});

it('every step has an id of its own', () => {
  expect(new Set(allSteps.map(({ id }) => id)).size).toBe(allSteps.length);
});

async function runOn(sandbox: Awaited<ReturnType<typeof startSandbox>>): Promise<Run> {
  wizardOn(sandbox);
  const clock = clockOf(sandbox);
  const aws = createAwsClients({}, clock);
  const identity = await readIdentity(aws, process.env, undefined);
  const instanceId = sandbox.instances[0]?.id ?? '';
  const spec = buildSpec(instanceId, { ...noFlags, detailedMonitoring: true }, undefined);
  const journal = openJournal(
    mkdtempSync(join(tmpdir(), 'wizard-state-')),
    { accountId: identity.accountId, region: identity.region, instanceId },
    { self: process.pid, startedAt: 0, isAlive: () => false },
  );
  const ledger = ledgerOf(journal, undefined, undefined);
  await ledger.append({
    t: clock.now(),
    step: 'record',
    action: { kind: rememberKind, values: {} },
    undo: { kind: 'none', values: {} },
    state: 'done',
    learned: { schemaVersion: 1, spec, shard: 0 },
  });
  return createRun({
    identity,
    aws,
    clock,
    spec,
    nonce: randomBytes(8).toString('hex'),
    agentFiles: readAgentFiles(),
    ledger,
    stack: createStackView(aws),
    alerts: { emails: [], webhook: undefined, topic: undefined, declined: true },
    isSetUp: true,
    deployment: { version: '0.0.0', template: () => '', language: 'en', timeZone: 'UTC' },
    reporter: silent,
    timeoutMs: undefined,
    signal: new AbortController().signal,
  });
}

const nothing = () => {};
const silent = {
  identity: nothing,
  plan: nothing,
  actionStarted: nothing,
  actionDone: nothing,
  note: nothing,
  waiting: nothing,
  evidence: nothing,
  finished: nothing,
};
