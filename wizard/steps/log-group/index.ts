import type { Run } from '../../engine/run.ts';
import { defineStep } from '../../engine/step.ts';
import type { Look } from '../../look/look.ts';
import { type LogGroupsActual, planLogGroups, planUndoLogGroups } from './plan.ts';

export const logGroupStep = defineStep<LogGroupsActual>({
  id: 'log-group',
  inspect,
  plan: planLogGroups,
  planUndo: planUndoLogGroups,
});

async function inspect(look: Look, run: Run): Promise<LogGroupsActual> {
  return {
    spec: run.spec,
    groups: await look.logGroups(),
    actions: run.history().actions,
    said: run.retentionSaid ?? { groups: [], typed: [] },
    now: run.aws.now(),
  };
}
