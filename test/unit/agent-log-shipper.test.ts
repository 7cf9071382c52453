import { describe, expect, it } from 'vitest';
import { systemLog } from '../../agent/log-file.ts';
import {
  type ChosenShipper,
  canStartAtEnd,
  chooseShipper,
  filesOf,
  readsJournald,
  type ShipperChoice,
  type ShipperFacts,
} from '../../agent/log-shipper.ts';

const nothing = { awslogs: false, cloudWatchAgent: undefined };

const amazonLinux2: ShipperFacts = {
  osId: 'amzn',
  osVersion: '2',
  httpTokens: 'optional',
  syslogFile: '/var/log/messages',
  isoTime: false,
  journald: true,
  installed: nothing,
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

const amazonLinux1 = { ...amazonLinux2, osVersion: '2018.03', journald: false };
const imdsV2 = { httpTokens: 'required' } as const;
const elsewhere = { awslogsElsewhere: true } as const;
const noFile = { syslogFile: undefined };

const agent = 'amazon-cloudwatch-agent';
const awslogs = 'awslogs';
const byAwslogs = (unit: ChosenShipper['unit'], install: ChosenShipper['install']) =>
  ({ shipper: awslogs, reason: 'awslogs-works-here', source: messages, unit, install }) as const;
const byAgent = (
  reason: ChosenShipper['reason'],
  source: ChosenShipper['source'],
  install: ChosenShipper['install'],
) => ({ shipper: agent, reason, source, unit: agent, install }) as const;
const refused = (reason: string) => ({ shipper: undefined, reason });

/** System × metadata service × files × what is there × what was asked for. */
const choices: readonly (readonly [string, ShipperFacts, unknown])[] = [
  ['Amazon Linux 2', amazonLinux2, byAwslogs('awslogsd', 'repository')],
  [
    'Amazon Linux 1, where the service has another name',
    amazonLinux1,
    byAwslogs('awslogs', 'repository'),
  ],
  [
    'Amazon Linux 2 with awslogs on it',
    { ...amazonLinux2, installed: { ...nothing, awslogs: true } },
    byAwslogs('awslogsd', 'nothing'),
  ],
  [
    'Amazon Linux 2 with the other agent on it: the guide goes on',
    { ...amazonLinux2, installed: { ...nothing, cloudWatchAgent: '1.300071.0' } },
    byAwslogs('awslogsd', 'repository'),
  ],
  [
    'Amazon Linux 2 that requires IMDSv2',
    { ...amazonLinux2, ...imdsV2 },
    byAgent('imdsv2-required', messages, 'repository'),
  ],
  [
    'Amazon Linux 2 without the file',
    { ...amazonLinux2, ...noFile },
    byAgent('no-syslog-file', journald, 'repository'),
  ],
  [
    'Amazon Linux 1 that requires IMDSv2: nothing there can',
    { ...amazonLinux1, ...imdsV2 },
    refused('no-agent-for-amazon-linux-1'),
  ],
  [
    'the same where somebody has installed the agent',
    { ...amazonLinux1, ...imdsV2, installed: { ...nothing, cloudWatchAgent: '' } },
    byAgent('imdsv2-required', messages, 'nothing'),
  ],
  [
    'Amazon Linux 2023',
    { ...amazonLinux2023, ...imdsV2 },
    byAgent('no-awslogs-on-this-os', journald, 'repository'),
  ],
  [
    'Amazon Linux 2023 with rsyslog',
    { ...amazonLinux2023, syslogFile: '/var/log/messages' },
    byAgent('no-awslogs-on-this-os', messages, 'repository'),
  ],
  [
    'an installed agent that reads the journal',
    { ...amazonLinux2023, installed: { ...nothing, cloudWatchAgent: '1.300070.0' } },
    byAgent('no-awslogs-on-this-os', journald, 'nothing'),
  ],
  [
    'an installed agent that is too old for the journal',
    { ...amazonLinux2023, installed: { ...nothing, cloudWatchAgent: '1.300069.0' } },
    refused('journald-needs-newer-agent'),
  ],
  [
    'an installed agent that does not say its version',
    { ...amazonLinux2023, installed: { ...nothing, cloudWatchAgent: '' } },
    refused('journald-needs-newer-agent'),
  ],
  [
    'the same where there is a file',
    { ...ubuntu, installed: { ...nothing, cloudWatchAgent: '1.247.0' } },
    byAgent('no-awslogs-on-this-os', syslog, 'nothing'),
  ],
  ['Ubuntu', ubuntu, byAgent('no-awslogs-on-this-os', syslog, 'distributor')],
  [
    'another system whose version is 2',
    { ...ubuntu, osVersion: '2' },
    byAgent('no-awslogs-on-this-os', syslog, 'distributor'),
  ],
  [
    'neither a file nor a journal',
    { ...amazonLinux2, ...noFile, journald: false },
    refused('no-system-log'),
  ],
  [
    'awslogs, asked for where it works',
    { ...amazonLinux2, wanted: awslogs },
    { ...byAwslogs('awslogsd', 'repository'), reason: 'asked-for' },
  ],
  [
    'the agent, asked for where awslogs works',
    { ...amazonLinux2, wanted: agent },
    byAgent('asked-for', messages, 'repository'),
  ],
  [
    'awslogs, asked for where IMDSv2 is required',
    { ...amazonLinux2, ...imdsV2, wanted: awslogs },
    refused('awslogs-needs-imdsv1'),
  ],
  [
    'awslogs, asked for where there is none',
    { ...ubuntu, wanted: awslogs },
    refused('awslogs-not-on-this-os'),
  ],
  [
    'awslogs, asked for where there is no file',
    { ...amazonLinux2, ...noFile, wanted: awslogs },
    refused('awslogs-needs-a-file'),
  ],
  [
    'awslogs that sends to another Region for somebody else',
    { ...amazonLinux2, ...elsewhere },
    byAgent('awslogs-sends-elsewhere', messages, 'repository'),
  ],
  [
    'the same, asked for',
    { ...amazonLinux2, ...elsewhere, wanted: awslogs },
    refused('awslogs-in-another-region'),
  ],
  [
    'the same on Amazon Linux 1, which has no other',
    { ...amazonLinux1, ...elsewhere },
    refused('awslogs-in-another-region'),
  ],
  [
    'the agent, asked for on Amazon Linux 1',
    { ...amazonLinux1, wanted: agent },
    refused('cloudwatch-agent-not-on-this-os'),
  ],
  [
    'the same where awslogs cannot ship either',
    { ...amazonLinux1, ...imdsV2, wanted: agent },
    refused('no-agent-for-amazon-linux-1'),
  ],
  ...['2017.09', '2016.03', '2014.03', '2010.11'].map(
    (osVersion) =>
      [
        `Amazon Linux 1 of ${osVersion}`,
        { ...amazonLinux1, osVersion },
        byAwslogs('awslogs', 'repository'),
      ] as const,
  ),
];

describe('the log shipper', () => {
  it.each(choices)('%s', (_, facts, choice) => {
    expect(chooseShipper(facts)).toEqual(choice);
  });
});

describe('beginning at the end of what is there', () => {
  const web = { file: '/var/log/web.log', group: 'web', stream: 's' };
  const chosen = (choice: ShipperChoice) => {
    if (!choice.shipper) throw new Error(choice.reason);
    return choice;
  };

  it.each([
    ['awslogs can', amazonLinux2, [systemLog, web], true],
    ['the agent cannot, of a file', ubuntu, [systemLog], false],
    ['the agent reads of the journal what is new', amazonLinux2023, [systemLog], true],
    ['but not of a file beside it', amazonLinux2023, [systemLog, web], false],
  ] as const)('%s', (_, facts, logs, can) => {
    expect(canStartAtEnd(chosen(chooseShipper(facts)), logs)).toBe(can);
  });

  it('files have the names of this system', () => {
    expect(filesOf([systemLog, web], syslog)).toEqual(['/var/log/syslog', '/var/log/web.log']);
    expect(filesOf([systemLog, web], journald)).toEqual(['/var/log/web.log']);
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
