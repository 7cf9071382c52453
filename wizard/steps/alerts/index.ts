import { keys, type RunItem } from '../../../lambda/contract.ts';
import type { AbnormalItem } from '../../../lambda/state/abnormal.ts';
import { planOf } from '../../engine/action.ts';
import type { Evidence } from '../../engine/evidence.ts';
import type { Run } from '../../engine/run.ts';
import { defineStep } from '../../engine/step.ts';
import type { Look } from '../../look/look.ts';
import { recordTable } from '../../look/record-table.ts';
import { isInService, type StackInService } from '../../look/stack.ts';
import { reachesSomebody, subscriptionOf } from '../../look/subscriptions.ts';
import { isDeclined } from '../verifier/index.ts';
import { judgeAlerts } from './judge.ts';

/** Is anybody told? It changes nothing; it looks at what the verifier itself wrote down. */
export const alertsStep = defineStep<undefined>({
  id: 'alerts',
  inspect: async () => undefined,
  plan: () => planOf([]),
  verify: async (look, run) => {
    if (isDeclined(run) || !run.ledger.item) return { outcome: 'verified', notes: [] };
    const stack = await look.stack();
    return isInService(stack) ? judge(stack, look, run) : { outcome: 'verified', notes: [] };
  },
  late: (awaited, { identity: { region }, spec: { instanceId } }) => {
    const of = (word: string) =>
      awaited.filter((one) => one.startsWith(word)).map((one) => one.slice(word.length));
    const [emails, blind] = [of('email '), of('sight ')];
    if (emails.length > 0) return { id: 'email-unconfirmed', values: { emails, region } };
    if (blind.length > 0) return { id: 'verifier-blind', values: { blind, region } };
    return { id: 'verifier-silent', values: { instanceId, region } };
  },
});

async function judge(stack: StackInService, look: Look, run: Run): Promise<Evidence> {
  const { emails } = run.alerts;
  const topic = await look.topic(stack.outputs.TopicArn);
  const subscriptions = typeof topic === 'object' ? topic : [];
  const table = recordTable(run.aws.dynamodb, stack.outputs.TableName);
  const lease = (await table.get(keys.run, 'run')) as RunItem | undefined;
  const abnormal = (await table.get(keys.abnormal, run.spec.instanceId)) as
    | AbnormalItem
    | undefined;
  return judgeAlerts({
    now: run.aws.now(),
    emails: emails.map((email) => ({
      email,
      isConfirmed: subscriptionOf(subscriptions, email)?.arn !== undefined,
    })),
    isAnybodyTold: stack.webhookHash !== undefined || reachesSomebody(topic),
    last: lease?.last,
    registeredAt: run.ledger.registeredAt,
    runEverySeconds: Number(stack.parameters.RunEvery ?? 300),
    openCause: abnormal?.memory.episode?.cause,
  });
}
