import type { Run } from '../../engine/run.ts';
import { defineStep } from '../../engine/step.ts';
import { ownedOf } from '../../look/log-groups.ts';
import type { Look } from '../../look/look.ts';
import { groupsInDoubt, type LogGroupsActual, planLogGroups, planUndoLogGroups } from './plan.ts';

export const logGroupStep = defineStep<LogGroupsActual>({
  id: 'log-group',
  inspect,
  plan: planLogGroups,
  planUndo: planUndoLogGroups,
});

async function inspect(look: Look, run: Run): Promise<LogGroupsActual> {
  const groups = await look.logGroups();
  const { actions } = run.history();
  return {
    spec: run.spec,
    groups,
    actions,
    ours: await ownedOf(run.aws, groupsInDoubt({ groups, actions })),
    said: run.retentionSaid ?? { groups: [], typed: [] },
    now: run.aws.now(),
  };
}
