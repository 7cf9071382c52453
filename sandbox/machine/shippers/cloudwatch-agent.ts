import type { MachineHost } from '../machine.ts';
import type { MachineFiles } from '../machine-files.ts';
import { cloudWatchAgentHome } from '../packages/cloudwatch-agent.ts';
import { journalFile } from '../syslog.ts';
import { ConfigurationError, fillIn, insideMachine, type LogSource } from './log-source.ts';
import type { ShipperKind } from './shipper.ts';
import { toStartPattern } from './start-pattern.ts';

const partsDirectory = `${cloudWatchAgentHome}/etc/amazon-cloudwatch-agent.d`;

/** First version that reads the journal (its release notes, 2026-06-19). */
const firstWithJournal = [1, 300070, 0];

const priorities = ['emerg', 'alert', 'crit', 'err', 'warning', 'notice', 'info', 'debug'];

/** The logs side of `amazon-cloudwatch-agent`; its metrics are in agent-metrics.ts. */
export const cloudWatchAgentShipper: ShipperKind = {
  unit: 'amazon-cloudwatch-agent.service',
  stateFile: `${cloudWatchAgentHome}/logs/state/positions.json`,
  logFile: `${cloudWatchAgentHome}/logs/amazon-cloudwatch-agent.log`,
  readConfiguration: (files, host) => {
    const configurations = readParts(files);
    if (configurations.length === 0) throw new ConfigurationError('no configuration found');
    const regions = configurations.map((each) => textAt(each, 'agent', 'region'));
    return {
      region: regions.find((region) => region !== undefined) ?? host.region,
      sources: configurations.flatMap((each) => toSources(each, files, host)),
    };
  },
  formatLog: (nowMs, level, text) => {
    const time = `${new Date(nowMs).toISOString().slice(0, 19)}Z`;
    return `${time} ${level === 'error' ? 'E!' : 'W!'} [outputs.cloudwatchlogs] ${text}`;
  },
  whyNoCredentials: (host) =>
    host.rolePrincipal() === undefined
      ? 'NoCredentialProviders: no valid providers in chain'
      : undefined,
};

export type Json = Readonly<Record<string, unknown>>;

/** Every part of its configuration. Throws ConfigurationError. */
export function readParts(files: MachineFiles): readonly Json[] {
  return files
    .list(partsDirectory)
    .filter((name) => !name.endsWith('.tmp'))
    .map((name) => parseJson(name, files.read(`${partsDirectory}/${name}`) ?? ''));
}

function toSources(configuration: Json, files: MachineFiles, host: MachineHost): LogSource[] {
  const names = {
    instance_id: host.instanceId,
    hostname: host.hostname,
    local_hostname: host.hostname,
    ip_address: host.privateIp,
  };
  const collected = objectAt(configuration, 'logs', 'logs_collected');
  const defaultStream = textAt(configuration, 'logs', 'log_stream_name') ?? '{instance_id}';
  const streamOf = (entry: Json) =>
    fillIn(textAt(entry, 'log_stream_name') ?? defaultStream, names);
  const fromFiles = listAt(collected, 'files', 'collect_list').map((entry): LogSource => {
    const path = textAt(entry, 'file_path');
    if (path === undefined) throw new ConfigurationError('file_path is required');
    return {
      file: insideMachine(path, files.root),
      logGroupName: fillIn(textAt(entry, 'log_group_name') ?? path, names),
      logStreamName: streamOf(entry),
      timeFormat: textAt(entry, 'timestamp_format'),
      startPattern: startPatternOf(entry),
      // It has no such setting: the backlog is always sent.
      startAtEnd: false,
    };
  });
  const journals = listAt(collected, 'journald', 'collect_list');
  if (journals.length > 0 && !readsJournal(files)) {
    throw new ConfigurationError('journald is not supported by this version of the agent');
  }
  return [...fromFiles, ...journals.map((entry) => toJournalSource(entry, streamOf(entry)))];
}

function toJournalSource(entry: Json, logStreamName: string): LogSource {
  const logGroupName = textAt(entry, 'log_group_name');
  if (logGroupName === undefined) throw new ConfigurationError('log_group_name is required');
  const units = entry.units;
  const priority = priorities.indexOf(textAt(entry, 'priority') ?? 'info');
  if (priority === -1) throw new ConfigurationError('priority is none of syslog’s');
  return {
    file: journalFile,
    logGroupName,
    logStreamName,
    timeFormat: undefined,
    startPattern: /^/,
    startAtEnd: true,
    journal: { units: Array.isArray(units) ? units.map(toUnitName) : [], priority },
  };
}

function toUnitName(name: unknown): string {
  const text = String(name);
  return text.includes('.') ? text : `${text}.service`;
}

function readsJournal(files: MachineFiles): boolean {
  const text = files.read(`${cloudWatchAgentHome}/bin/CWAGENT_VERSION`) ?? '';
  const version = text.trim().split('.').map(Number);
  for (const [index, least] of firstWithJournal.entries()) {
    const part = version[index] ?? 0;
    if (part !== least) return part > least;
  }
  return true;
}

function startPatternOf(entry: Json): RegExp {
  const pattern = textAt(entry, 'multi_line_start_pattern');
  // Without one the agent sends each line as an event of its own.
  if (pattern === undefined || pattern === '{timestamp_format}') return /^/;
  return toStartPattern(pattern, 'go');
}

function parseJson(name: string, text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    throw new ConfigurationError(`${name} is not JSON: ${(error as Error).message}`);
  }
}

function valueAt(from: Json, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null ? (value as Json)[key] : undefined,
    from,
  );
}

export function textAt(from: Json, ...path: string[]): string | undefined {
  const value = valueAt(from, path);
  return typeof value === 'string' ? value : undefined;
}

export function objectAt(from: Json, ...path: string[]): Json {
  const value = valueAt(from, path);
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}

export function listAt(from: Json, ...path: string[]): readonly Json[] {
  const value = valueAt(from, path);
  return Array.isArray(value) ? (value as Json[]) : [];
}
