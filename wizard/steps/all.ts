import type { Step } from '../engine/step.ts';
import { alertsStep } from './alerts/index.ts';
import { arrivalStep } from './arrival/index.ts';
import { attachmentStep } from './attachment/index.ts';
import { awsMetricsStep } from './aws-metrics/index.ts';
import { cronEntryStep } from './cron-entry/index.ts';
import { detailedMonitoringStep } from './detailed-monitoring/index.ts';
import { logAgentStep } from './log-agent/index.ts';
import { logGroupStep } from './log-group/index.ts';
import { managedNodeStep } from './managed-node/index.ts';
import { metricsAgentStep } from './metrics-agent/index.ts';
import { recordStep } from './record/index.ts';
import { registrationStep } from './registration/index.ts';
import { roleStep } from './role/index.ts';
import { verifierStep } from './verifier/index.ts';

/** The guide's chapters, in the order they run; an undo goes through them backwards. */
export const allSteps: readonly Step[] = [
  verifierStep,
  registrationStep,
  roleStep,
  attachmentStep,
  detailedMonitoringStep,
  awsMetricsStep,
  managedNodeStep,
  metricsAgentStep,
  cronEntryStep,
  logGroupStep,
  logAgentStep,
  recordStep,
  arrivalStep,
  alertsStep,
];
