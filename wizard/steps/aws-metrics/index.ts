import { type Note, planOf } from '../../engine/action.ts';
import { defineStep } from '../../engine/step.ts';
import type { Series } from '../../look/datapoints.ts';

/** The guide's first chapter: what AWS measures by itself. There is nothing to apply. */
export const awsMetricsStep = defineStep<undefined>({
  id: 'aws-metrics',
  inspect: async () => undefined,
  plan: () => planOf([]),
  verify: async (look, { aws }) => {
    const { aws: series } = await look.datapoints();
    return { outcome: 'verified', notes: series.map((one) => newest(one, aws.now())) };
  },
});

function newest({ metric, points }: Series, now: number): Note {
  if (points === 'unknown') return { id: 'metric-unknown', values: { metric: metric.name } };
  const [first] = points;
  // An instance that has just started has none yet: AWS sends them every 5 minutes.
  if (!first) return { id: 'metric-without-data', values: { metric: metric.name } };
  const ageSeconds = Math.max(0, Math.round((now - first.at) / 1000));
  return { id: 'metric-newest', values: { metric: metric.name, value: first.value, ageSeconds } };
}
