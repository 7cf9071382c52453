import { isMonitored, type MonitoringState } from '../../../agent/role-rules.ts';
import { change } from '../../aws/change.ts';
import { type Action, type Plan, planOf } from '../../engine/action.ts';
import type { History } from '../../engine/history.ts';
import { detailedMonitoringPrice } from '../../prices.ts';

export interface MonitoringActual {
  readonly instanceId: string;
  readonly monitoring: MonitoringState;
  readonly history: History;
}

/** Switches it on when asked for. What is on without being asked for stays on, unless we did it. */
export function planMonitoring(
  { instanceId, monitoring, history }: MonitoringActual,
  wanted: boolean,
): Plan {
  const on = isMonitored(monitoring);
  if (wanted && !on) return planOf([enable(instanceId)]);
  if (!wanted && on && isOurs(history)) return planOf([disable(instanceId)]);
  return planOf([], !wanted && on ? [{ id: 'monitoring-already-on', values: { instanceId } }] : []);
}

export function planUndoMonitoring(
  { instanceId, monitoring }: MonitoringActual,
  history: History,
): Plan {
  const on = isMonitored(monitoring);
  return planOf(on && isOurs(history) ? [disable(instanceId)] : []);
}

/** The last thing we did about it was to switch it on; switching off counts once it is done. */
function isOurs({ actions }: History): boolean {
  const last = actions.findLast(
    ({ action, state }) =>
      action.kind === 'enable-detailed-monitoring' ||
      (action.kind === 'disable-detailed-monitoring' && state === 'done'),
  );
  return last?.action.kind === 'enable-detailed-monitoring';
}

function enable(instanceId: string): Action {
  const input = { InstanceIds: [instanceId] };
  return {
    kind: 'enable-detailed-monitoring',
    values: { instanceId },
    calls: [change({ service: 'ec2', operation: 'MonitorInstances', input })],
    price: detailedMonitoringPrice,
    undo: { kind: 'disable-detailed-monitoring', values: { instanceId } },
  };
}

function disable(instanceId: string): Action {
  const input = { InstanceIds: [instanceId] };
  return {
    kind: 'disable-detailed-monitoring',
    values: { instanceId },
    calls: [change({ service: 'ec2', operation: 'UnmonitorInstances', input })],
    undo: { kind: 'none', values: {} },
  };
}
