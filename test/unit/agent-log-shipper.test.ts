import { describe, expect, it } from 'vitest';
import {
  awslogsSections,
  chooseShipper,
  cloudWatchAgentConfig,
  readsJournald,
  type ShipperFacts,
} from '../../agent/log-shipper.ts';
import { systemLog } from '../../agent/monitoring-spec.ts';

const amazonLinux2: ShipperFacts = {
  osId: 'amzn',
  osVersion: '2',
  httpTokens: 'optional',
  syslogFile: '/var/log/messages',
  isoTime: false,
  journald: true,
};
const amazonLinux2023 = { ...amazonLinux2, osVersion: '2023', syslogFile: undefined };
const ubuntu = {
  ...amazonLinux2,
  osId: 'ubuntu',
  osVersion: '24.04',
  syslogFile: '/var/log/syslog',
};

const messages = { kind: 'file', path: '/var/log/messages', isoTime: false } as const;
const syslog = { kind: 'file', path: '/var/log/syslog', isoTime: false } as const;
const journald = { kind: 'journald' } as const;

describe('the log shipper', () => {
  it.each<[string, ShipperFacts, string | undefined, unknown, string]>([
    ['Amazon Linux 2', amazonLinux2, 'awslogs', messages, 'awslogs-works-here'],
    [
      'Amazon Linux 1',
      { ...amazonLinux2, osVersion: '2018.03' },
      'awslogs',
      messages,
      'awslogs-works-here',
    ],
    [
      'Amazon Linux 2 that allows IMDSv2 only',
      { ...amazonLinux2, httpTokens: 'required' },
      'amazon-cloudwatch-agent',
      messages,
      'imdsv2-required',
    ],
    [
      'Amazon Linux 2023',
      amazonLinux2023,
      'amazon-cloudwatch-agent',
      journald,
      'no-awslogs-on-this-os',
    ],
    [
      'Amazon Linux 2023 with rsyslog',
      { ...amazonLinux2023, syslogFile: '/var/log/messages' },
      'amazon-cloudwatch-agent',
      messages,
      'no-awslogs-on-this-os',
    ],
    ['Ubuntu', ubuntu, 'amazon-cloudwatch-agent', syslog, 'no-awslogs-on-this-os'],
    [
      'another system whose version is 2',
      { ...ubuntu, osVersion: '2' },
      'amazon-cloudwatch-agent',
      syslog,
      'no-awslogs-on-this-os',
    ],
    [
      'neither a file nor a journal',
      { ...amazonLinux2, syslogFile: undefined, journald: false },
      undefined,
      undefined,
      'no-system-log',
    ],
  ])('%s: by %s', (_, facts, shipper, source, reason) => {
    expect(chooseShipper(facts)).toEqual({ shipper, reason, ...(source ? { source } : {}) });
  });

  it('is not awslogs where there is no file, which is all it can read', () => {
    const choice = chooseShipper({ ...amazonLinux2, syslogFile: undefined });
    expect(choice).toMatchObject({ shipper: 'amazon-cloudwatch-agent', source: journald });
  });
});

describe('the CloudWatch agent reads the journal', () => {
  it.each([
    ['1.300070.0', true],
    ['1.300070.0-1', true],
    ['1.300071.2', true],
    ['2.0.0', true],
    ['1.300069.9', false],
    ['1.247359.0', false],
    ['0.900000.0', false],
    ['1', false],
    ['', false],
    ['unknown', false],
  ])('%s: %s', (version, reads) => {
    expect(readsJournald(version)).toBe(reads);
  });
});

it('awslogs gets a section of the guide for each file', () => {
  expect(awslogsSections([systemLog], messages)).toMatchInlineSnapshot(`
    "[/var/log/messages]
    datetime_format = %b %d %H:%M:%S
    file = /var/log/messages
    buffer_duration = 5000
    log_stream_name = {instance_id}
    initial_position = start_of_file
    log_group_name = /var/log/messages
    "
  `);
});

it('awslogs gets a section a file, the system log by its name on this system', () => {
  const web = { file: '/var/log/web.log', group: 'web', stream: 's' };
  const text = awslogsSections([systemLog, web], syslog);
  expect(text.match(/^file = .*$/gm)).toEqual([
    'file = /var/log/syslog',
    'file = /var/log/web.log',
  ]);
  expect(text.match(/^\[.*\]$/gm)).toEqual(['[/var/log/messages]', '[web]']);
  expect(text).toContain('\n\n[web]\n');
  expect(text).toMatch(/[^\n]\n$/);
});

it('the CloudWatch agent gets files where there are files', () => {
  expect(cloudWatchAgentConfig([systemLog], syslog)).toMatchInlineSnapshot(`
    "{
      "logs": {
        "logs_collected": {
          "files": {
            "collect_list": [
              {
                "file_path": "/var/log/syslog",
                "log_group_name": "/var/log/messages",
                "log_stream_name": "{instance_id}",
                "timestamp_format": "%b %d %H:%M:%S",
                "timezone": "Local"
              }
            ]
          }
        }
      }
    }
    "
  `);
});

it('the CloudWatch agent gets the journal where there is no file', () => {
  expect(cloudWatchAgentConfig([systemLog], journald)).toMatchInlineSnapshot(`
    "{
      "logs": {
        "logs_collected": {
          "journald": {
            "collect_list": [
              {
                "log_group_name": "/var/log/messages",
                "log_stream_name": "{instance_id}"
              }
            ]
          }
        }
      }
    }
    "
  `);
});

it.each([messages, journald])(
  'never is a retention set, which would delete old events: %j',
  (source) => {
    expect(cloudWatchAgentConfig([systemLog], source)).not.toContain('retention');
    expect(awslogsSections([systemLog], source)).not.toContain('retention');
  },
);

it.each(['awslogs', 'amazon-cloudwatch-agent'])(
  '%s reads ISO time where syslog writes it',
  (shipper) => {
    const source = { kind: 'file', path: '/var/log/syslog', isoTime: true } as const;
    const write = shipper === 'awslogs' ? awslogsSections : cloudWatchAgentConfig;
    expect(write([systemLog], source)).toContain('%Y-%m-%dT%H:%M:%S');
  },
);
