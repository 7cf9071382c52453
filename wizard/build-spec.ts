import { systemLog, withSystemLog } from '../agent/log-file.ts';
import type { MonitoringSpec } from '../agent/monitoring-spec.ts';
import type { Problem } from './errors.ts';
import { closest } from './flags/closest.ts';
import type { Flags } from './flags/flags.ts';

type Wishes = Pick<
  Flags,
  'period' | 'swap' | 'diskPaths' | 'detailedMonitoring' | 'highResolution' | 'proxy' | 'migrate'
> &
  Partial<LogWishes>;

type LogWishes = Pick<
  Flags,
  'logs' | 'logShipper' | 'logStart' | 'allowMissing' | 'retention' | 'logKmsKey' | 'metricsAgent'
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
    logs: said.logs ? withSystemLog(said.logs) : (recorded?.logs ?? [systemLog]),
    // Left out where they are not wished for: the hash of an older wish stays what it was.
    ...(highResolution ? { highResolution } : {}),
    ...(proxy ? { proxy } : {}),
    ...((said.migrate ?? recorded?.migrate) ? { migrate: true } : {}),
    ...logWishes(said, recorded),
  };
}

/** Left out where nothing but the default is wanted. */
function logWishes(said: Wishes, recorded: MonitoringSpec | undefined): Partial<MonitoringSpec> {
  const logShipper = said.logShipper ?? recorded?.logShipper ?? 'auto';
  const logStart = said.logStart ?? recorded?.logStart;
  const allowMissing = said.allowMissing ?? recorded?.allowMissing ?? false;
  const retention = { ...recorded?.retention, ...said.retention };
  const logKmsKey = said.logKmsKey ?? recorded?.logKmsKey;
  const metricsAgent = said.metricsAgent ?? recorded?.metricsAgent ?? 'script';
  return {
    ...(logShipper === 'auto' ? {} : { logShipper }),
    ...(logStart === undefined ? {} : { logStart }),
    ...(allowMissing ? { allowMissing } : {}),
    ...(Object.keys(retention).length === 0 ? {} : { retention }),
    ...(logKmsKey === undefined ? {} : { logKmsKey }),
    ...(metricsAgent === 'script' ? {} : { metricsAgent }),
  };
}

/** A group that is named, and that no log goes to: it was misspelt, and another is meant. */
export function retentionProblem(
  { retention = {}, lowerRetention }: Pick<Flags, 'retention' | 'lowerRetention'>,
  { logs }: Pick<MonitoringSpec, 'logs'>,
): Problem | undefined {
  const groups = [...new Set(logs.map(({ group }) => group))];
  const said = [
    ...Object.keys(retention).map((group) => ({ flag: '--retention', group })),
    ...lowerRetention.map((group) => ({ flag: '--lower-retention', group })),
  ];
  const wrong = said.find(({ group }) => !groups.includes(group));
  if (!wrong) return undefined;
  const meant = closest(wrong.group, groups) ?? '';
  return { id: 'retention-of-no-log', values: { ...wrong, meant, groups } };
}

/** Samples of a minute are sent every minute: whoever asks for five minutes wants none. */
function wishedResolution(
  { period, highResolution }: Wishes,
  recorded: MonitoringSpec | undefined,
): number | undefined {
  return highResolution ?? (period === 300 ? undefined : recorded?.highResolution);
}
