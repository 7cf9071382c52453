import type { MachineHost } from '../machine.ts';
import type { MachineFiles } from '../machine-files.ts';
import { type IniSection, parseIni } from './ini.ts';
import { ConfigurationError, fillIn, insideMachine, type LogSource } from './log-source.ts';
import type { ShipperKind } from './shipper.ts';
import { toStartPattern } from './start-pattern.ts';

/** The old logs agent: cannot talk to a metadata service that insists on IMDSv2. */
export function awslogsShipper(unit: string): ShipperKind {
  return {
    unit,
    stateFile: 'var/lib/awslogs/agent-state',
    logFile: 'var/log/awslogs.log',
    readConfiguration: (files, host) => {
      const main = parseIni(files.read('etc/awslogs/awslogs.conf') ?? '');
      const state = main.get('general')?.state_file;
      if (state === undefined) throw new ConfigurationError('state_file is not set in [general]');
      const more = files
        .list('etc/awslogs/config')
        .filter((name) => name.endsWith('.conf'))
        .map((name) => parseIni(files.read(`etc/awslogs/config/${name}`) ?? ''));
      const sections = [main, ...more].flatMap((ini) => [...ini]);
      const sources = sections
        .filter(([name]) => name !== 'general')
        .map(([name, section]) => toSource(name, section, files, host));
      if (sources.length === 0) throw new ConfigurationError('no log stream is configured');
      return { region: regionOf(files), sources };
    },
    formatLog: (nowMs, level, text) => {
      const time = new Date(nowMs).toISOString().slice(0, 23).replace('T', ' ').replace('.', ',');
      return `${time} - cwlogs.push.publisher - ${level.toUpperCase()} - ${text}`;
    },
    whyNoCredentials: (host) =>
      host.metadataV1() && host.rolePrincipal() !== undefined
        ? undefined
        : 'NoCredentialsError: Unable to locate credentials',
  };
}

function regionOf(files: MachineFiles): string {
  const settings = parseIni(files.read('etc/awslogs/awscli.conf') ?? '');
  const region = settings.get('default')?.region;
  if (!region) throw new ConfigurationError('You must specify a region in awscli.conf');
  if (settings.get('plugins')?.cwlogs !== 'cwlogs') {
    throw new ConfigurationError('awscli.conf does not load the plugin cwlogs');
  }
  return region;
}

function toSource(
  name: string,
  section: IniSection,
  files: MachineFiles,
  host: MachineHost,
): LogSource {
  const required = (key: string) => {
    const value = section[key];
    if (value) return value;
    throw new ConfigurationError(`${key} is not set in [${name}]`);
  };
  const names = {
    instance_id: host.instanceId,
    hostname: host.hostname,
    ip_address: host.privateIp,
  };
  const timeFormat = section.datetime_format;
  return {
    file: insideMachine(required('file'), files.root),
    logGroupName: required('log_group_name'),
    logStreamName: fillIn(required('log_stream_name'), names),
    timeFormat,
    startPattern: startPatternOf(section.multi_line_start_pattern, timeFormat),
    startAtEnd: section.initial_position === 'end_of_file',
  };
}

function startPatternOf(pattern: string | undefined, timeFormat: string | undefined): RegExp {
  // `{datetime_format}` begins an event at each line with a time; near enough: no indented line.
  if (pattern === undefined || pattern === '{datetime_format}') {
    return timeFormat?.startsWith('[') ? /^\[/ : /^\S/;
  }
  return toStartPattern(pattern, 'python');
}
