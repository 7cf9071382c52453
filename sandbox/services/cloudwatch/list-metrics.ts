import { flag, type Input, structures, text } from '../../input.ts';
import type { Call } from '../../service.ts';
import { invalidValue, notModelled, readName } from './parameters.ts';
import { forgottenAfterMs, type Metric } from './state.ts';
import { offsetOf, tokenOf } from './token.ts';

const pageSize = 500;
const maxFilters = 10;
const recentMs = 3 * 3_600_000;

interface DimensionFilter {
  readonly name: string;
  /** Left out, any value will do. */
  readonly value: string | undefined;
}

export function listMetrics(input: Input, { world, region, now }: Call): object {
  if (flag(input, 'IncludeLinkedAccounts') || text(input, 'OwningAccount') !== undefined)
    throw notModelled('metrics of other accounts');
  const namespace = text(input, 'Namespace');
  const metricName = text(input, 'MetricName');
  const filters = readFilters(input);
  const activeSince = now - readSilence(input);
  const listedFrom = now - world.delays.metricListedMs;

  const found = [...region.cloudwatch.metrics.values()].filter(
    (metric) =>
      metric.firstReceivedAt <= listedFrom &&
      metric.lastReceivedAt >= activeSince &&
      (namespace === undefined || metric.namespace === namespace) &&
      (metricName === undefined || metric.metricName === metricName) &&
      filters.every((filter) => hasDimension(metric, filter)),
  );
  const offset = offsetOf(text(input, 'NextToken'), invalidValue);
  const end = offset + pageSize;
  return {
    Metrics: found.slice(offset, end).map((metric) => ({
      Namespace: metric.namespace,
      MetricName: metric.metricName,
      Dimensions: metric.dimensions,
    })),
    NextToken: end < found.length ? tokenOf(end) : undefined,
  };
}

function readFilters(input: Input): DimensionFilter[] {
  const sent = structures(input, 'Dimensions');
  if (sent.length > maxFilters)
    throw invalidValue(
      `The collection Dimensions must not have a size greater than ${maxFilters}.`,
    );
  return sent.map((filter, index) => ({
    name: readName(filter, 'Name', 255, `Dimensions.member.${index + 1}.`),
    value: text(filter, 'Value'),
  }));
}

/** How long a metric may have been silent and still be listed. */
function readSilence(input: Input): number {
  const recently = text(input, 'RecentlyActive');
  if (recently === undefined) return forgottenAfterMs;
  if (recently !== 'PT3H')
    throw invalidValue('The parameter RecentlyActive must be a value in the set [ PT3H ].');
  return recentMs;
}

function hasDimension(metric: Metric, filter: DimensionFilter): boolean {
  return metric.dimensions.some(
    ({ Name, Value }) =>
      Name === filter.name && (filter.value === undefined || Value === filter.value),
  );
}
