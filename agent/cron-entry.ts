import { type Heartbeat, heartbeatOption } from './heartbeat.ts';
import { cronOptions } from './metric-catalogue.ts';
import type { MonitoringSpec } from './monitoring-spec.ts';

/** cron ignores files in this folder whose name holds a dot. */
export const cronEntryPath = '/etc/cron.d/cloudwatch-wizard';
/** What could not be sent waits here. */
export const spoolPath = '/var/spool/cloudwatch-wizard';
export const agentPath = '/usr/local/libexec/cloudwatch-wizard/mon-put-instance-data';

/**
 * The whole cron.d file. Without a heartbeat where nobody keeps a record that it could speak of.
 * cron has no proxy environment: it gets a line here. `ROOT` is empty on a real instance: it is
 * what lets the same line run in a directory tree that only pretends to be one.
 */
export function cronEntry(
  spec: MonitoringSpec,
  heartbeat: Heartbeat | undefined,
  adopted: readonly string[] = [],
): string {
  const every = spec.period === 60 ? '* * * * *' : `*/${spec.period / 60} * * * *`;
  const measured = cronOptions(spec, adopted);
  const { highResolution } = spec;
  const options = [
    ...measured.map(cronWord),
    '--from-cron',
    // A heartbeat alone is neither kept for later nor sampled.
    ...(measured.length > 0 ? [`--spool=${spoolPath}`] : []),
    ...(measured.length > 0 && highResolution ? [`--high-resolution=${highResolution}`] : []),
    ...(heartbeat ? [heartbeatOption(heartbeat), `--period=${spec.period}`] : []),
  ];
  return [
    '# Written by cloudwatch-wizard: a change by hand is drift, and the next repair undoes it.',
    'MAILTO=""',
    ...(spec.proxy === undefined ? [] : [`HTTPS_PROXY=${spec.proxy}`]),
    `${every} root "$ROOT"${agentPath} ${options.join(' ')}`,
    '',
  ].join('\n');
}

/** One word for cron's shell. cron itself reads `%` as a line break unless it is escaped. */
function cronWord(word: string): string {
  if (/^[\w@+=:,./-]+$/.test(word)) return word;
  return `'${word.replaceAll("'", "'\\''").replaceAll('%', '\\%')}'`;
}
