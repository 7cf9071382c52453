import { defineStep } from '../../engine/step.ts';
import { type MonitoringActual, planMonitoring, planUndoMonitoring } from './plan.ts';

export const detailedMonitoringStep = defineStep<MonitoringActual>({
  id: 'detailed-monitoring',
  inspect: async (look, run) => ({
    instanceId: run.spec.instanceId,
    monitoring: (await look.instance())?.monitoring ?? 'disabled',
    history: run.history(),
  }),
  plan: (actual, { spec }) => planMonitoring(actual, spec.detailedMonitoring),
  planUndo: planUndoMonitoring,
});
