import { type Plan, planOf } from '../../engine/action.ts';
import { commandCall } from '../../on-instance/command-call.ts';
import { needsCron, type OnInstance } from '../../on-instance/on-instance.ts';

/** The entry, and cron itself where the OS comes without. */
export function planCron(seen: OnInstance, script: string): Plan {
  if (!needsCron(seen)) return planOf([]);
  const { instanceId, period } = seen.spec;
  return planOf([
    {
      kind: 'install-cron',
      values: { instanceId, minutes: period / 60 },
      calls: [commandCall(instanceId, 'cloudwatch-wizard: install the cron entry', script)],
      undo: { kind: 'uninstall', values: { instanceId } },
      ...(seen.probe ? {} : { assumed: true }),
    },
  ]);
}
