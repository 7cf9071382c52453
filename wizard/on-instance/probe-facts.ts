import type { Disk } from '../../agent/metric-catalogue.ts';
import { adoptable } from '../../agent/old-options.ts';
import { plainText } from '../plain-text.ts';

/** What a look inside found. Everything in it is untrusted text from the instance. */
export interface ProbeFacts {
  readonly osId: string;
  readonly osVersion: string;
  readonly syslogFile: string | undefined;
  readonly isoTime: boolean;
  readonly journald: boolean;
  /** Version of the installed CloudWatch agent. */
  readonly cloudWatchAgent: string | undefined;
  /** It is there, whatever its version. */
  readonly cloudWatchAgentPresent: boolean;
  readonly awslogsPresent: boolean;
  /** Sections of somebody else are in it, and it is switched on or was given a Region. */
  readonly awslogsInUse: boolean;
  /** The section of somebody else that has awslogs ship the system log, and where to. */
  readonly systemLogOwner: SystemLogOwner | undefined;
  readonly packageManager: string;
  /** Else services are those of Amazon Linux 1. */
  readonly systemd: boolean;
  /** Somebody else has configured the CloudWatch agent. */
  readonly cloudWatchAgentInUse: boolean;
  readonly cronActive: boolean;
  readonly shippers: { readonly awslogs: boolean; readonly cloudWatchAgent: boolean };
  /** sha256 of what is installed of ours; `undefined` where nothing is. */
  readonly agentSha: string | undefined;
  readonly cronEntrySha: string | undefined;
  readonly logConfigSha: string | undefined;
  /** Bytes of the log files that are there, by their paths. */
  readonly logSizes: Readonly<Record<string, number>>;
  /** Files of ours that somebody else's configuration ships already. */
  readonly shippedByOthers: readonly string[];
  readonly health: LogHealth;
  /** Commands that our scripts need and the OS lacks. */
  readonly missingCommands: readonly string[];
  /** Cron lines of others that send the same series, as `file:line`. */
  readonly foreignSenders: readonly string[];
  /** Crontabs with lines of the retired script, and what of them changes the data. */
  readonly oldLines: readonly string[];
  readonly oldOptions: readonly string[];
}

export interface SystemLogOwner {
  readonly section: string;
  readonly group: string;
  readonly stream: string;
}

/** What tells why lines do not arrive. */
export interface LogHealth {
  readonly rsyslog: 'active' | 'installed' | 'absent';
  /** The instance's clock, in epoch seconds; `undefined` when it did not say. */
  readonly clock: number | undefined;
  /** Region that awslogs sends to; `undefined` without awslogs. */
  readonly awslogsRegion: string | undefined;
  /** The shipper has not noted how far it is since the last line was written. */
  readonly behind: boolean;
  /** The same, and the file was rotated since. */
  readonly rotated: boolean;
  /** What the shipper's own log ends with. */
  readonly shipperError: 'denied' | 'no-credentials' | 'no-network' | undefined;
}

/** The installer's answer, taken apart. Anything else on its output is for people. */
export interface InstallerOutput {
  readonly facts: ReadonlyMap<string, readonly string[]>;
  readonly changed: readonly string[];
  /** Epoch seconds of the test send. */
  readonly sentAt: number | undefined;
  readonly error: { readonly id: string; readonly text: string } | undefined;
}

/** Reads the `cwz …` lines; see `agent/installer`. */
export function parseInstallerOutput(stdout: string): InstallerOutput {
  const facts = new Map<string, string[]>();
  const changed: string[] = [];
  let sentAt: number | undefined;
  let error: InstallerOutput['error'];
  for (const line of stdout.split('\n')) {
    const [, word, rest = ''] = /^cwz (\w+) ?(.*)$/.exec(line) ?? [];
    if (word === 'fact') addFact(facts, rest);
    if (word === 'changed') changed.push(plainText(rest, 200));
    if (word === 'sent' && /^\d{9,11}$/.test(rest)) sentAt = Number(rest);
    if (word === 'error') error = splitError(rest);
  }
  return { facts, changed, sentAt, error };
}

function addFact(facts: Map<string, string[]>, rest: string): void {
  const at = rest.indexOf('=');
  if (at <= 0) return;
  const key = rest.slice(0, at);
  const value = rest.slice(at + 1);
  // Its path is compared with the wish, never shown: what was changed in it would not be found.
  const kept = key === 'log_size' ? value : plainText(value, 300);
  facts.set(key, [...(facts.get(key) ?? []), kept]);
}

function splitError(rest: string): { id: string; text: string } {
  const [id = '', ...words] = rest.split(' ');
  return { id: plainText(id, 60), text: plainText(words.join(' ')) };
}

export function probeFacts({ facts }: InstallerOutput): ProbeFacts {
  const one = (key: string) => facts.get(key)?.[0] ?? '';
  const nothing = ['', 'none', 'absent', 'unknown'];
  const known = (key: string) => (nothing.includes(one(key)) ? undefined : one(key));
  return {
    osId: one('os_id'),
    osVersion: one('os_version'),
    syslogFile: known('syslog_file'),
    isoTime: one('syslog_time') === 'iso',
    journald: one('journald') === '1',
    cloudWatchAgent: known('cwagent'),
    cloudWatchAgentPresent: !['', 'absent'].includes(one('cwagent')),
    awslogsPresent: !['', 'absent'].includes(one('awslogs')),
    awslogsInUse: one('awslogs_in_use') === '1',
    systemLogOwner: facts.has('system_log_section')
      ? {
          section: one('system_log_section'),
          group: one('system_log_group'),
          stream: one('system_log_stream'),
        }
      : undefined,
    packageManager: one('package_manager'),
    systemd: one('systemd') !== '0',
    cloudWatchAgentInUse: one('cwagent_in_use') === '1',
    cronActive: one('cron_active') === '1',
    shippers: {
      awslogs: one('awslogs') === 'active',
      cloudWatchAgent: one('cwagent_active') === '1',
    },
    agentSha: known('agent_sha'),
    cronEntrySha: known('cron_entry_sha'),
    logConfigSha: known('log_config_sha'),
    logSizes: sizesOf(facts.get('log_size') ?? []),
    shippedByOthers: facts.get('shipped_by_others') ?? [],
    health: healthOf(one),
    missingCommands: facts.get('missing') ?? [],
    foreignSenders: facts.get('foreign_sender') ?? [],
    oldLines: facts.get('old_lines') ?? [],
    oldOptions: adoptable(facts.get('old_option') ?? []),
  };
}

/** `log_size=BYTES PATH`; a path may hold blanks. */
function sizesOf(lines: readonly string[]): Record<string, number> {
  return Object.fromEntries(
    lines.flatMap((line) => {
      const [, bytes, path] = /^(\d{1,15}) (\/.*)$/.exec(line) ?? [];
      return path ? [[path, Number(bytes)]] : [];
    }),
  );
}

function healthOf(one: (key: string) => string): LogHealth {
  const among = <T extends string>(key: string, known: readonly T[]) =>
    known.find((word) => word === one(key));
  return {
    rsyslog: among('rsyslog', ['active', 'installed']) ?? 'absent',
    clock: /^\d{9,11}$/.test(one('clock')) ? Number(one('clock')) : undefined,
    awslogsRegion: one('awslogs_region') || undefined,
    behind: one('log_behind') === '1',
    rotated: one('log_rotated') === '1',
    shipperError: among('shipper_error', ['denied', 'no-credentials', 'no-network']),
  };
}

/**
 * `disk=FILESYSTEM MOUNT`, a line for each path in the order they were given in. A mount point may
 * hold blanks. What an instance says beyond that is passed over.
 */
export function disksOf({ facts }: InstallerOutput, diskPaths: readonly string[]): Disk[] {
  const lines = facts.get('disk') ?? [];
  return diskPaths.flatMap((path, index) => {
    const [, filesystem, mountPath] = /^(\S+) (.+)$/.exec(lines[index] ?? '') ?? [];
    if (!filesystem || !mountPath) return [];
    return [{ path, filesystem: filesystem.slice(0, 255), mountPath: mountPath.slice(0, 255) }];
  });
}
