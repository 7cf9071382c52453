import { type MonitoringSpec, systemLog } from '../agent/monitoring-spec.ts';
import type { Flags } from './flags/flags.ts';

type Wishes = Pick<
  Flags,
  'period' | 'swap' | 'diskPaths' | 'detailedMonitoring' | 'highResolution' | 'proxy' | 'migrate'
>;

/**
 * What is wished for on one instance: what was said now, else what was said last time, else the
 * default. Detailed monitoring costs money, so nothing but its flag switches it on.
 */
export function buildSpec(
  instanceId: string,
  said: Wishes,
  recorded: MonitoringSpec | undefined,
): MonitoringSpec {
  const highResolution = wishedResolution(said, recorded);
  const proxy = said.proxy ?? recorded?.proxy;
  return {
    schemaVersion: 1,
    instanceId,
    period: highResolution ? 60 : (said.period ?? recorded?.period ?? 300),
    swap: said.swap ?? recorded?.swap ?? true,
    diskPaths: said.diskPaths ?? recorded?.diskPaths ?? ['/'],
    detailedMonitoring: said.detailedMonitoring ?? recorded?.detailedMonitoring ?? false,
    logs: recorded?.logs ?? [systemLog],
    // Left out where they are not wished for: the hash of an older wish stays what it was.
    ...(highResolution ? { highResolution } : {}),
    ...(proxy ? { proxy } : {}),
    ...((said.migrate ?? recorded?.migrate) ? { migrate: true } : {}),
  };
}

/** Samples of a minute are sent every minute: whoever asks for five minutes wants none. */
function wishedResolution(
  { period, highResolution }: Wishes,
  recorded: MonitoringSpec | undefined,
): number | undefined {
  return highResolution ?? (period === 300 ? undefined : recorded?.highResolution);
}
