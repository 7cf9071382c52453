import { type MonitoringSpec, systemLog } from '../agent/monitoring-spec.ts';
import type { Flags } from './flags/flags.ts';

type Wishes = Pick<Flags, 'period' | 'swap' | 'diskPaths' | 'detailedMonitoring'>;

/**
 * What is wished for on one instance: what was said now, else what was said last time, else the
 * default. Detailed monitoring costs money, so nothing but its flag switches it on.
 */
export function buildSpec(
  instanceId: string,
  said: Wishes,
  recorded: MonitoringSpec | undefined,
): MonitoringSpec {
  return {
    schemaVersion: 1,
    instanceId,
    period: said.period ?? recorded?.period ?? 300,
    swap: said.swap ?? recorded?.swap ?? true,
    diskPaths: said.diskPaths ?? recorded?.diskPaths ?? ['/'],
    detailedMonitoring: said.detailedMonitoring ?? recorded?.detailedMonitoring ?? false,
    logs: recorded?.logs ?? [systemLog],
  };
}
