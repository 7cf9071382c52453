import { isAutoScaling } from '../../../agent/old-options.ts';
import { roleName } from '../../../agent/role-rules.ts';
import { type Action, type Plan, planOf } from '../../engine/action.ts';
import { commandCall } from '../../on-instance/command-call.ts';
import {
  adoptedOptions,
  needsCron,
  needsDescribeTags,
  needsMigration,
  type OnInstance,
} from '../../on-instance/on-instance.ts';
import { allowDescribeTags } from '../role/actions.ts';

export interface CronScripts {
  readonly install: string;
  readonly migrate: string;
}

/**
 * The entry, and cron itself where the OS comes without; then old cron lines, so that there is no
 * gap between them. What ours takes over of them may need a right.
 */
export function planCron(seen: OnInstance, scripts: CronScripts): Plan {
  const assumed = seen.probe ? {} : { assumed: true };
  return planOf(
    [
      ...(needsDescribeTags(seen) ? [{ ...allowDescribeTags(), ...assumed }] : []),
      ...(needsCron(seen) ? [installCron(seen, scripts.install)] : []),
      ...(needsMigration(seen) ? [migrateCron(seen, scripts.migrate)] : []),
    ],
    lacksRight(seen) ? [{ id: 'groups-need-right', values: { roleName } }] : [],
  );
}

/** On somebody else's role nothing is changed; the agent does without the group then. */
function lacksRight(seen: OnInstance): boolean {
  return isAutoScaling(adoptedOptions(seen)) && seen.role !== undefined && !seen.role.ours;
}

function installCron(seen: OnInstance, script: string): Action {
  const { instanceId, period } = seen.spec;
  return {
    kind: 'install-cron',
    values: { instanceId, minutes: period / 60 },
    calls: [commandCall(instanceId, 'cloudwatch-wizard: install the cron entry', script)],
    undo: { kind: 'uninstall', values: { instanceId } },
    ...(seen.probe ? {} : { assumed: true }),
  };
}

function migrateCron(seen: OnInstance, script: string): Action {
  const { instanceId } = seen.spec;
  return {
    kind: 'migrate-cron',
    values: { instanceId, files: seen.probe?.oldLines ?? [], options: adoptedOptions(seen) },
    calls: [commandCall(instanceId, 'cloudwatch-wizard: replace old cron lines', script)],
    undo: { kind: 'uninstall', values: { instanceId } },
    ...(seen.probe ? {} : { assumed: true }),
  };
}
