/** How long AWS takes over things, in virtual milliseconds. Sources: `sandbox/BEHAVIOUR.md`. */
export interface Delays {
  /** Until EC2 sees a new instance profile, or a role put into one. */
  readonly iamPropagationMs: number;
  /** `associating` to `associated`. */
  readonly associationMs: number;
  /** Monitoring `pending` to `enabled`, `disabling` to `disabled`. */
  readonly monitoringMs: number;
  /** Instance `pending` to `running`, `stopping` to `stopped`. */
  readonly instanceStateMs: number;
  /** An SSM agent that was refused looks again after this long (25 to 30 minutes). */
  readonly ssmRetryMs: number;
  /** From SendCommand until the agent starts the script. */
  readonly commandDeliveryMs: number;
  /** Until a put datapoint is returned by GetMetricData and GetMetricStatistics. */
  readonly datapointVisibleMs: number;
  /** Until a new metric is returned by ListMetrics. */
  readonly metricListedMs: number;
  /** How far `lastEventTimestamp` of a log stream lags behind its events. */
  readonly streamTimestampMs: number;
  /** That CloudFormation takes over one resource; over a role, five times as long. */
  readonly stackResourceMs: number;
  /** Until the metadata service serves the credentials of a newly associated role. */
  readonly roleOnInstanceMs: number;
}

const typical: Delays = {
  iamPropagationMs: 8_000,
  associationMs: 3_000,
  monitoringMs: 3_000,
  instanceStateMs: 20_000,
  ssmRetryMs: 27 * 60_000,
  commandDeliveryMs: 500,
  datapointVisibleMs: 15_000,
  metricListedMs: 3 * 60_000,
  streamTimestampMs: 20 * 60_000,
  stackResourceMs: 3_000,
  roleOnInstanceMs: 2_000,
};

/** @param scale 1 is as AWS is; 0 makes everything immediate. */
export function scaledDelays(scale: number): Delays {
  const scaled = Object.entries(typical).map(([name, ms]) => [name, Math.round(ms * scale)]);
  return Object.fromEntries(scaled) as unknown as Delays;
}
