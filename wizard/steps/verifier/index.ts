import { namesSomebody } from '../../alerts.ts';
import type { Run } from '../../engine/run.ts';
import { defineStep } from '../../engine/step.ts';
import type { Look } from '../../look/look.ts';
import { applyToStack } from './apply.ts';
import { planVerifier, type VerifierActual } from './plan.ts';
import { topicToBe } from './told.ts';
import type { VerifierWish } from './wish.ts';

/** Who notices when data stops: one stack per Region. An undo of an instance leaves it. */
export const verifierStep = defineStep<VerifierActual>({
  id: 'verifier',
  inspect: (look, run) => inspectVerifier(look, run),
  plan: (actual, run) => planVerifier(actual, wishOf(run), run.deployment),
  apply: applyToStack,
});

async function inspectVerifier(look: Look, run: Run): Promise<VerifierActual> {
  // Whoever wants no alerts needs no right to look at stacks.
  if (isDeclined(run)) return { stack: 'none', topic: undefined };
  const stack = await look.stack();
  const topic = topicToBe(stack, wishOf(run));
  // Whoever puts one instance right changes nothing of who is told.
  const isAsked = run.isSetUp || namesSomebody(run.alerts);
  return { stack, topic: topic && isAsked ? await look.topic(topic) : undefined };
}

function wishOf(run: Run): VerifierWish {
  return {
    alerts: run.alerts,
    period: run.spec.period,
    isDecided: run.history().record !== undefined,
    isDeclined: isDeclined(run),
    mayUpdate: run.isSetUp,
    region: run.identity.region,
    partition: run.identity.partition,
  };
}

/** What is said now counts, else what was said when it was set up. */
export function isDeclined({ alerts, history }: Pick<Run, 'alerts' | 'history'>): boolean {
  if (alerts.declined) return true;
  return !namesSomebody(alerts) && history().record?.alertsDeclined === true;
}
