import type { EpochMs } from '../../../clock.ts';
import type { Call } from '../../../service.ts';
import type { Dimension } from '../state.ts';
import type { Comparison, StateValue, TreatMissing } from './judge.ts';

export interface AlarmSettings {
  readonly description: string | undefined;
  readonly okActions: readonly string[];
  readonly alarmActions: readonly string[];
  readonly insufficientDataActions: readonly string[];
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: readonly Dimension[];
  /** A plain statistic or a percentile. */
  readonly statistic: string;
  readonly unit: string | undefined;
  readonly periodSeconds: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly threshold: number;
  readonly comparison: Comparison;
  readonly treatMissing: TreatMissing;
}

export interface HistoryItem {
  readonly at: EpochMs;
  readonly type: 'ConfigurationUpdate' | 'StateUpdate' | 'Action';
  readonly summary: string;
  readonly data: object;
}

export interface Alarm {
  readonly name: string;
  readonly arn: string;
  readonly region: string;
  settings: AlarmSettings;
  actionsEnabled: boolean;
  configuredAt: EpochMs;
  state: StateValue;
  reason: string;
  updatedAt: EpochMs;
  transitionedAt: EpochMs;
  readonly tags: Map<string, string>;
  /** Oldest first. */
  readonly history: HistoryItem[];
}

export function alarmArn(name: string, { world, region }: Call): string {
  return `arn:${world.partition}:cloudwatch:${region.name}:${world.accountId}:alarm:${name}`;
}
