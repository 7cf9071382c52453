import { defineStep } from '../../engine/step.ts';
import { isGone } from '../../look/instance.ts';
import { type MonitoringActual, planMonitoring, planUndoMonitoring } from './plan.ts';

export const detailedMonitoringStep = defineStep<MonitoringActual>({
  id: 'detailed-monitoring',
  inspect: async (look, run) => {
    const instance = await look.instance();
    return {
      instanceId: run.spec.instanceId,
      // EC2 may go on showing it of a terminated instance, and refuses to switch it off there.
      monitoring: instance && !isGone(instance) ? instance.monitoring : 'disabled',
      history: run.history(),
    };
  },
  plan: (actual, { spec }) => planMonitoring(actual, spec.detailedMonitoring),
  planUndo: planUndoMonitoring,
});
