import type { ShipperReason } from '../../agent/log-shipper.ts';
import type { Values } from '../errors.ts';
import { list, megabytes, usd } from './values.ts';

const names = {
  awslogs: 'awslogs',
  'amazon-cloudwatch-agent': 'the CloudWatch agent',
} as const;

const reasons: Readonly<Record<ShipperReason, string>> = {
  'asked-for': 'as asked for',
  'awslogs-works-here': 'as in the guide: this system has it, and IMDSv1 is allowed',
  'imdsv2-required': 'awslogs cannot use IMDSv2, which this instance requires',
  'awslogs-sends-elsewhere':
    'awslogs ships for somebody else here, to another Region, and cannot do both',
  'no-awslogs-on-this-os': 'this system has no awslogs',
  'no-syslog-file': 'there is no syslog file, and awslogs reads files only',
};

const faults: Readonly<Record<string, string>> = {
  'not-one-line': 'it has to be one line, without control characters',
  'blank-at-end': 'it must not be empty, nor begin or end with a blank',
  comment: 'awslogs takes a semicolon behind a blank for a comment',
  'not-absolute': 'it has to be the absolute path of a file',
  wildcard: 'one file each: no * ? [ ] { } or \\',
  'too-long': 'it is too long',
  characters: 'CloudWatch Logs does not take these characters there',
  placeholder: 'only {instance_id}, {hostname} and {ip_address} are filled in',
  'heartbeat-stream':
    'the heartbeat is read back from the stream of the system log, so only {instance_id} is filled in there',
  'time-code':
    'codes are %Y %y %m %b %B %d %H %I %p %M %S %f %A %a %Z %z (a blank-padded day is %d)',
  'time-zone': 'LOCAL or UTC',
  missing: 'an event can begin with a time only where its format is said',
  pattern:
    'it is no regular expression that Go and Python both know (no looking around, no back references, (?i) only at its beginning)',
  encoding:
    'one of utf-8, ascii, utf-16, euc-kr, euc-jp, shift-jis, gbk, big5, windows-1252 and so on',
};

const days = (value: Values[string] | undefined) =>
  value === 'never' ? 'for ever' : `${value} days`;

const onInstance = ({ command }: Values) => `On the instance: ${command}`;
const repair = ({ instanceId, where }: Values) =>
  `Repair puts it right: cloudwatch-wizard repair --instance-id ${instanceId}${where}`;

/** Why lines do not arrive, and the command that mends it. */
const causes = {
  'log-service-down': {
    what: ({ unit }: Values) => `The service ${unit} is not running.`,
    next: onInstance,
  },
  'log-syslog-down': {
    what: ({ source }: Values) => `rsyslog is not running, so nothing is written to ${source}.`,
    next: onInstance,
  },
  'log-clock-wrong': {
    what: ({ seconds }: Values) =>
      `The clock of the instance is ${seconds} seconds off: AWS refuses what it signs.`,
    next: onInstance,
  },
  'log-region-wrong': {
    what: ({ wrongRegion, region }: Values) => `awslogs sends to ${wrongRegion}, not to ${region}.`,
    next: repair,
  },
  'log-denied': {
    what: ({ unit }: Values) => `CloudWatch Logs refuses ${unit}: its role lacks the right.`,
    next: (values: Values) =>
      `${repair(values)} (what somebody else's policy denies has to be allowed there)`,
  },
  'log-no-credentials': {
    what: ({ unit }: Values) =>
      `${unit} gets no credentials: no role is attached, or IMDSv2 is required and it cannot use it.`,
    next: repair,
  },
  'log-no-network': {
    what: ({ unit }: Values) => `${unit} does not reach CloudWatch Logs.`,
    next: ({ region }: Values) =>
      `Let the subnet reach logs.${region}.amazonaws.com (NAT, VPC endpoint, security group).`,
  },
  'log-rotated': {
    what: ({ source, unit }: Values) =>
      `${source} was rotated, and ${unit} still holds the old file.`,
    next: onInstance,
  },
  'log-state-stuck': {
    what: ({ unit, source }: Values) =>
      `${unit} runs, but has noted no progress since the last line of ${source}.`,
    next: onInstance,
  },
} as const;

export const logsEn = {
  actions: {
    'create-log-group': ({ group, kmsKeyId, intakeUsd, keptUsd }: Values) =>
      `Create the log group ${group}${kmsKeyId ? ', encrypted with your KMS key' : ''} (${usd(intakeUsd)} a GB taken in, ${usd(keptUsd)} a GB kept for a month)`,
    'set-log-retention': ({ group, days: kept, before }: Values) =>
      before === undefined
        ? `Keep the events of ${group} for ${days(kept)}`
        : `Keep the events of ${group} for ${days(kept)} instead of ${days(before)}`,
    'restore-log-retention': ({ group, days: kept }: Values) =>
      `Keep the events of ${group} ${kept === 'never' ? 'for ever' : `for ${days(kept)}`} again`,
    'install-awslogs': ({ group, stream, source, more }: Values) =>
      `Ship ${source} to ${group}, stream ${stream}, by awslogs${andMore(more)}`,
    'install-cloudwatch-agent': ({ group, stream, source, more }: Values) =>
      `Ship ${source} to ${group}, stream ${stream}, by the CloudWatch agent${andMore(more)}`,
  },
  notes: {
    'log-shipper-chosen': ({ shipper, reason }: Values) =>
      `By ${names[shipper as keyof typeof names]}: ${reasons[reason as ShipperReason]}`,
    'log-personal-data': () => 'Logs may hold personal data; it goes to CloudWatch Logs with them',
    'log-backlog': ({ files, bytes, usd: price }: Values) =>
      `What is in the log already goes too, once: ${megabytes(bytes)}${list(files) && ` in ${list(files)}`}, about ${usd(price)}`,
    'log-backlog-unknown': ({ limitUsd }: Values) =>
      `What is in the log already goes too, once; its size is looked at first, and above ${usd(limitUsd)} you are asked again`,
    'log-begins-at-beginning': () =>
      'The CloudWatch agent always begins at the beginning of a file; only awslogs can begin at its end (--log-start end)',
    'log-shipped-by-others': ({ file }: Values) =>
      `${file} is shipped by another configuration already, which is left alone`,
    'log-group-kept': ({ group, days: kept }: Values) =>
      `${group} exists and keeps its own retention: ${days(kept)}`,
    'log-cause': (values: Values) => {
      const cause = causes[values.cause as keyof typeof causes];
      return `${cause.what(values)} ${cause.next(values)}`;
    },
    'agent-metrics-differ': ({ instanceId, disks }: Values) =>
      `The CloudWatch agent measures: dashboards and alarms on DiskSpaceUtilization, DiskSpaceUsed and DiskSpaceAvailable by InstanceId, Filesystem and MountPath of ${instanceId}${list(disks) && ` (${list(disks)})`} get no more data (it sends path and fstype instead), and MemoryUsed, MemoryAvailable and SwapUsed come in bytes, not megabytes. Cron sends the heartbeat only`,
    'agent-config-association': ({ associations }: Values) =>
      `A Systems Manager association writes the CloudWatch agent's configuration anew and would take ours away: ${list(associations)}`,
  },
  problems: {
    'log-not-writable': {
      what: ({ option, file, fault }: Values) =>
        `--log ${file}: ${option === 'file' ? 'the path' : option} cannot be used: ${faults[String(fault)]}.`,
      next: () => 'For example: --log "/var/log/app.log,group=app,time-format=%Y-%m-%d %H:%M:%S"',
    },
    'log-stream-shared': {
      what: ({ files, group, stream }: Values) =>
        `${list(files)} would go to one stream (${stream} of ${group}), which no log agent keeps apart.`,
      next: () => 'Give one of them another group or stream, such as stream={instance_id}-app.',
    },
    'awslogs-needs-imdsv1': {
      what: ({ instanceId }: Values) =>
        `awslogs cannot ship from ${instanceId}: it needs IMDSv1, and the instance requires IMDSv2.`,
      next: () => 'Use --log-shipper auto or --log-shipper cloudwatch-agent.',
    },
    'awslogs-in-another-region': {
      what: ({ instanceId, region }: Values) =>
        `awslogs on ${instanceId} sends logs of somebody else to ${region}, and has one Region for all that it ships.`,
      next: () =>
        'Use --log-shipper cloudwatch-agent (not on Amazon Linux 1), or set the region in /etc/awslogs/awscli.conf yourself, which moves the other logs too.',
    },
    'system-log-taken': {
      what: ({ instanceId, file, section, group, stream }: Values) =>
        `awslogs on ${instanceId} ships ${file} for somebody else already: section [${section}], to ${group}, stream ${stream}. It takes a file once, so ours would get nothing.`,
      next: ({ adopted }: Values) =>
        `Take that section out of its configuration; or use --log-shipper cloudwatch-agent (not on Amazon Linux 1), which sends it a second time${adopted ? `; or, if it is to stay there: --log "${adopted}"` : '.'}`,
    },
    'awslogs-not-on-this-os': {
      what: ({ instanceId }: Values) =>
        `awslogs cannot ship from ${instanceId}: only Amazon Linux 1 and 2 have it.`,
      next: () => 'Use --log-shipper auto or --log-shipper cloudwatch-agent.',
    },
    'awslogs-needs-a-file': {
      what: ({ instanceId }: Values) =>
        `awslogs cannot ship from ${instanceId}: it reads files, and there is only the journal.`,
      next: () => 'Use --log-shipper auto, or install rsyslog on the instance.',
    },
    'no-agent-for-amazon-linux-1': {
      what: ({ instanceId }: Values) =>
        `${instanceId} runs Amazon Linux 1, for which there is no CloudWatch agent, and its awslogs cannot be used as the instance is (it needs IMDSv1).`,
      next: ({ instanceId }: Values) =>
        `Allow IMDSv1 (aws ec2 modify-instance-metadata-options --instance-id ${instanceId} --http-tokens optional), or move to a system that AWS supports.`,
    },
    'cloudwatch-agent-not-on-this-os': {
      what: ({ instanceId }: Values) =>
        `The CloudWatch agent cannot be had for ${instanceId}, which runs Amazon Linux 1; its awslogs can ship the logs.`,
      next: () =>
        'Use --log-shipper auto (and --metrics-agent script, if the CloudWatch agent was to measure).',
    },
    'log-is-system-log': {
      what: ({ file }: Values) => `${file} is the system log, which is shipped already.`,
      next: () =>
        'For a group or stream of its own: --log /var/log/messages,group=…, which means the system log on every system.',
    },
    'log-file-missing': {
      what: ({ instanceId, files }: Values) => `${instanceId} has no file ${list(files)}.`,
      next: () =>
        'Run setup again with --log for each file that is wanted (--log /var/log/messages alone: only the system log), or with --allow-missing if they come later.',
    },
    'cannot-start-at-end': {
      what: ({ files }: Values) =>
        `The CloudWatch agent cannot begin at the end of a file: what is in ${list(files)} would be sent.`,
      next: () => 'Run setup again with --log-start beginning.',
    },
    'metrics-agent-ships-logs': {
      what: () =>
        'Where the CloudWatch agent measures, it ships the logs too: awslogs beside it is not set up.',
      next: () =>
        'Leave out --log-shipper awslogs (--log-shipper auto), or measure by --metrics-agent script.',
    },
    'metrics-agent-configured': {
      what: ({ instanceId }: Values) =>
        `Somebody else has configured the CloudWatch agent on ${instanceId}: metrics are not added to that, only logs.`,
      next: () => 'Use --metrics-agent script, which leaves that agent alone.',
    },
    'backlog-costs': {
      what: ({ files, bytes, usd: price }: Values) =>
        `${list(files)} holds ${megabytes(bytes)}; sending it costs about ${usd(price)}, once. Nothing has been sent.`,
      next: () =>
        'Say what you want: --log-start beginning sends it, --log-start end leaves it out where the log agent can.',
    },
    'retention-of-no-log': {
      what: ({ flag, group, meant }: Values) =>
        `${flag} names ${group}, and no log of this run goes to a group of that name.${meant ? ` Did you mean ${meant}?` : ''}`,
      next: ({ groups }: Values) =>
        `Groups of this run: ${list(groups)}. Another file is added with --log FILE,group=GROUP`,
    },
    'retention-lowers': {
      what: ({ group, days: kept, before }: Values) =>
        `${group} keeps its events ${before === 'never' ? 'for ever' : `for ${days(before)}`}. With ${days(kept)} everything older is deleted, for good.`,
      next: ({ group }: Values) =>
        `If that is wanted, type its name once more: --lower-retention ${group}`,
    },
    ...causes,
  },
  questions: {
    log: {
      ask: () => 'Log files besides the system log? Paths, separated by commas',
      why: () => 'A group each, by the name of its path; Enter for none. < goes back.',
    },
    'log-start': {
      ask: () => 'From where should the logs be sent?',
      why: () => 'What is there costs $0.50 a GB, once, and may hold personal data.',
    },
    'metrics-agent': {
      ask: () => 'Who should measure?',
      why: () => 'The agent cannot keep the dimensions of disk metrics: alarms on them break.',
    },
  },
  ui: {
    'wrong-log': ({ path }: Values) =>
      `${path} is no absolute path of one file that can be shipped`,
    'log-from-beginning': () => 'from the beginning, as in the guide',
    'log-from-end': () => 'only new lines (of files: awslogs on Amazon Linux 1 and 2 only)',
    'measured-by-script': () => 'our script, by cron',
    'measured-by-agent': () => 'the CloudWatch agent',
    'type-group': ({ group }: Values) => `Type the name of the log group (${group})`,
    'type-group-why': ({ group, days: kept, before }: Values) =>
      `${group}: ${days(before)} -> ${days(kept)}. Everything older is deleted, for good.`,
    'type-group-wrong': ({ group }: Values) => `Not ${group}; Ctrl+C stops, and nothing is changed`,
  },
};

function andMore(more: Values[string] | undefined): string {
  const files = list(more);
  return files ? `; also ${files}` : '';
}
