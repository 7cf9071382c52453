import { InvokeCommand } from '@aws-sdk/client-lambda';
import { stackName, type VerifierAnswer } from '../../lambda/contract.ts';
import type { Plan } from '../engine/action.ts';
import { stillNeeded } from '../engine/apply.ts';
import { waitForEvidence } from '../engine/evidence.ts';
import { refuseIfBlocked } from '../engine/plan-all.ts';
import { exitCodes, problem, WizardError, withChanges } from '../errors.ts';
import { type RecordTable, recordTable } from '../look/record-table.ts';
import { isInService, type StackInService, type StackSeen } from '../look/stack.ts';
import {
  findTopic,
  listSubscriptions,
  reachesSomebody,
  subscriptionOf,
} from '../look/subscriptions.ts';
import { plainText } from '../plain-text.ts';
import { applyToStack } from '../steps/verifier/apply.ts';
import { planVerifier } from '../steps/verifier/plan.ts';
import { planRemoval } from '../steps/verifier/removal.ts';
import type { StackRun } from '../steps/verifier/stack-run.ts';
import { topicToBe } from '../steps/verifier/told.ts';
import { schemaVersion } from '../ui/json-reporter.ts';
import type { PlannedStep } from '../ui/reporter.ts';
import { writeLine } from '../ui/write-line.ts';
import { confirmPlan } from './confirm.ts';
import { confirmEmails } from './confirm-emails.ts';
import { alertsFrom, deploymentOf, type Session, stackRunFor } from './session.ts';

/** Makes the Region's verifier, brings it up to this program's version, or adds whom it tells. */
export async function deployVerifier(session: Session): Promise<number> {
  const { flags, identity } = session;
  const run = stackRunFor(session);
  const wish = {
    alerts: alertsFrom(flags),
    period: flags.period ?? 300,
    isDecided: false,
    isDeclined: false,
    mayUpdate: true,
    region: identity.region,
    partition: identity.partition,
  };
  const planNow = async () => {
    const stack = await run.stack.read();
    const arn = topicToBe(stack, wish);
    const topic = arn && (await findTopic(run.aws, arn, identity.accountId));
    return planVerifier({ stack, topic: topic || undefined }, wish, deploymentOf(session));
  };
  await showAndApply(session, run, 'deploy', planNow);
  if (flags.dryRun) return exitCodes.ok;
  await confirmEmails(session, run);
  await untilConfirmed(run);
  await sayIfNobodyIsTold(run);
  return exitCodes.ok;
}

/** Takes the stack away. Only once nobody relies on it: the records go with it. */
export async function removeVerifier(session: Session): Promise<number> {
  const run = stackRunFor(session);
  const { region } = session.identity;
  const planNow = async () => {
    const stack = await run.stack.read();
    if (typeof stack !== 'object') throw problem('no-verifier', { region });
    if (!stack.ours) throw problem('stack-not-ours', { stackName, region });
    await refuseIfRegistered(session, stack);
    return planRemoval(stack, region);
  };
  await showAndApply(session, run, 'remove', planNow);
  return exitCodes.ok;
}

/** Sends one message to everybody who would be told. Whether it arrived only they can say. */
export async function testAlert(session: Session): Promise<number> {
  const { aws, messages, terminal, flags } = session;
  const stack = await inService(session);
  const id = `test-${session.nonce()}`;
  const { Payload, FunctionError } = await aws.lambda.send(
    new InvokeCommand({
      FunctionName: stack.outputs.FunctionName,
      Payload: JSON.stringify({ testAlert: { id } }),
    }),
  );
  const text = Buffer.from(Payload ?? []).toString('utf8');
  if (FunctionError) throw problem('test-alert-failed', { answer: plainText(text) });
  const { sent } = JSON.parse(text) as VerifierAnswer;
  if (flags.json) terminal.out(`${JSON.stringify({ schemaVersion, id, sent })}\n`);
  else
    for (const line of messages.ui['test-alert-sent']({ id, sent: sent.map(String) }).split('\n'))
      writeLine(terminal, 'out', line);
  return exitCodes.ok;
}

/** @throws WizardError `no-verifier` */
export async function inService({ stack, identity }: Session): Promise<StackInService> {
  const seen = await stack.read();
  if (isInService(seen)) return seen;
  throw problem('no-verifier', { region: identity.region });
}

/** Shows, asks, applies; and looks again before each action, because a prompt can stay open long. */
async function showAndApply(
  session: Session,
  run: StackRun,
  verb: 'deploy' | 'remove',
  planNow: () => Promise<Plan>,
): Promise<void> {
  const { reporter, flags, identity } = session;
  const subject = { region: identity.region };
  const plan = await planNow();
  const planned: PlannedStep[] = [{ step: 'verifier', plan }];
  refuseIfBlocked(planned);
  reporter.plan(verb, subject, planned);
  if (flags.dryRun) return;
  const actions = plan.outcome === 'change' ? plan.actions : [];
  if (actions.length > 0) await confirmPlan(session, planned, verb);
  let changes = 0;
  try {
    for (const action of actions) {
      run.signal.throwIfAborted();
      run.stack.forget();
      reporter.actionStarted('verifier', action);
      const current = stillNeeded('verifier', action, actions, await planNow());
      if (current) await applyToStack(current, run);
      if (current) changes += 1;
      reporter.actionDone('verifier', action, current ? 'changed' : 'unchanged');
    }
  } catch (error) {
    throw withChanges(error, changes);
  }
  reporter.finished(verb, subject, changes);
}

/** Whatever state the stack is in: where it has a table, that is looked into. */
async function refuseIfRegistered({ aws, identity }: Session, { outputs }: StackSeen) {
  if (outputs.TableName === undefined) return;
  const records = await recordsIn(recordTable(aws.dynamodb, outputs.TableName));
  if (records.length === 0) return;
  const instances = records.map(({ sk }) => sk);
  throw problem('instances-registered', { instances, region: identity.region });
}

/** None where a removal that failed half-way has taken the table. */
async function recordsIn(table: RecordTable) {
  try {
    return await table.all();
  } catch (error) {
    if ((error as Error).name === 'ResourceNotFoundException') return [];
    throw error;
  }
}

async function sayIfNobodyIsTold({ stack, aws, identity, reporter }: StackRun): Promise<void> {
  const seen = await stack.read();
  if (!isInService(seen) || seen.webhookHash !== undefined) return;
  const topic = await findTopic(aws, seen.outputs.TopicArn, identity.accountId);
  if (reachesSomebody(topic) === false)
    reporter.evidence('alerts', [{ id: 'nobody-told', values: {} }]);
}

/** Until then nothing is sent to an address. @throws WizardError `email-unconfirmed` */
async function untilConfirmed(run: StackRun): Promise<void> {
  const { alerts, aws, reporter, identity, timeoutMs } = run;
  const stack = await run.stack.read();
  if (alerts.emails.length === 0 || !isInService(stack)) return;
  const look = async () => {
    const subscriptions = await listSubscriptions(aws, stack.outputs.TopicArn);
    const open = alerts.emails.filter((email) => !subscriptionOf(subscriptions, email)?.arn);
    return open.length === 0
      ? ({ outcome: 'verified', notes: [] } as const)
      : ({ outcome: 'waiting', awaited: open, notes: [] } as const);
  };
  const patience = {
    timeoutMs: timeoutMs ?? 10 * 60_000,
    intervalMs: 5_000,
    onWait: (emails: readonly string[], leftMs: number) =>
      reporter.waiting({ id: 'waiting-for-email', values: { emails } }, leftMs),
  };
  const seen = await waitForEvidence(look, patience, run.clock, run.signal);
  if (seen.outcome === 'waiting') {
    const values = { emails: seen.awaited, region: identity.region };
    throw new WizardError({ id: 'email-unconfirmed', values });
  }
  reporter.evidence(
    'alerts',
    alerts.emails.map((email) => ({ id: 'email-confirmed', values: { email } })),
  );
}
