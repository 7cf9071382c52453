import type { Price } from './engine/action.ts';

// us-east-1 list prices of AWS's pricing page as quoted in 2026; other Regions cost up to a half
// more. The first ten custom and detailed metrics of an account are free; what else uses them up
// is not known here, so prices are shown before the free tier.
const metricMonthUsd = 0.3;

/** AWS's own example counts 7 metrics an instance; the number depends on the instance type. */
const detailedMonitoringMetrics = 7;

export const detailedMonitoringPrice: Price = priceOf(detailedMonitoringMetrics);

/** @param metrics custom metrics, each a name with its own set of dimensions */
export function priceOf(metrics: number): Price {
  return { metrics, monthlyUsd: Math.round(metrics * metricMonthUsd * 100) / 100 };
}

/**
 * The verifier's stack: four metrics of its own, and four alarms at $0.10. Its Lambda, schedule,
 * table and mails stay within what is free or cost cents.
 */
export const verifierPrice: Price = {
  metrics: 4,
  monthlyUsd: priceOf(4).monthlyUsd + 0.4,
};
/** What CloudWatch Logs takes for a GB that comes in, and for one that is kept for a month. */
export const logGbUsd = { intake: 0.5, monthKept: 0.03 };

/** Of a log's bytes; what AWS counts on top of each line (26 bytes) is left out. */
export function logIntakeUsd(bytes: number): number {
  return Math.round((bytes / 1024 ** 3) * logGbUsd.intake * 100) / 100;
}
