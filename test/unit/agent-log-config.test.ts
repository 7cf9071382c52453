import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { default as Ajv } from 'ajv-draft-04';
import { describe, expect, it } from 'vitest';
import { awslogsSections, cloudWatchAgentConfig } from '../../agent/log-config.ts';
import { type LogFile, systemLog } from '../../agent/log-file.ts';
import { readIni } from '../support/read-ini.ts';

const messages = { kind: 'file', path: '/var/log/messages', isoTime: false } as const;
const syslog = { kind: 'file', path: '/var/log/syslog', isoTime: true } as const;
const journald = { kind: 'journald' } as const;

const odd: LogFile = {
  file: `/var/log/a b%d "c" 'd', 앱.log`,
  group: 'odd/a#b',
  stream: '{instance_id} 로그 % "x"',
  timeFormat: '%Y-%m-%d %-H:%M:%S',
  timeZone: 'UTC',
  multiLine: '^\\d{4}; "[%a]" \\\\',
  encoding: 'euc-kr',
};
const web: LogFile = { file: '/var/log/web.log', group: 'odd/a#b', stream: 'web' };
const dated: LogFile = { ...web, file: '/w', stream: 'w', multiLine: '{datetime_format}' };
const everything = [systemLog, odd, web, dated];

describe('awslogs.conf', () => {
  it('gets the section of the guide', () => {
    expect(awslogsSections([systemLog], messages)).toMatchInlineSnapshot(`
      "[cloudwatch-wizard /var/log/messages]
      datetime_format = %b %d %H:%M:%S
      file = /var/log/messages
      buffer_duration = 5000
      log_stream_name = {instance_id}
      initial_position = start_of_file
      log_group_name = /var/log/messages
      "
    `);
  });

  it('gets a section of its own for each file, read back as it was meant', () => {
    const sections = readIni(awslogsSections(everything, syslog, 'end'));
    expect([...sections.keys()]).toEqual([
      'cloudwatch-wizard /var/log/messages',
      `cloudwatch-wizard ${odd.file}`,
      'cloudwatch-wizard /var/log/web.log',
      'cloudwatch-wizard /w',
    ]);
    expect(sections.get('cloudwatch-wizard /var/log/messages')).toMatchObject({
      file: '/var/log/syslog',
      datetime_format: '%Y-%m-%dT%H:%M:%S',
      initial_position: 'end_of_file',
    });
    expect(sections.get(`cloudwatch-wizard ${odd.file}`)).toEqual({
      file: odd.file,
      log_group_name: odd.group,
      log_stream_name: odd.stream,
      // Python needs no hyphen, and knows none.
      datetime_format: '%Y-%m-%d %H:%M:%S',
      time_zone: 'UTC',
      multi_line_start_pattern: odd.multiLine,
      encoding: 'euc_kr',
      buffer_duration: '5000',
      initial_position: 'end_of_file',
    });
    expect(sections.get('cloudwatch-wizard /w')).toMatchObject({
      multi_line_start_pattern: '{datetime_format}',
    });
    expect(sections.get('cloudwatch-wizard /var/log/web.log')).not.toHaveProperty(
      'datetime_format',
    );
  });
});

const measured = { period: 300, swap: true, diskPaths: ['/', '/data'] } as const;
const withMetrics = {
  'metrics too': cloudWatchAgentConfig([systemLog], messages, measured),
  'metrics without swap': cloudWatchAgentConfig([systemLog], journald, {
    ...measured,
    swap: false,
  }),
};
const configs = {
  'a file': cloudWatchAgentConfig([systemLog], messages),
  'the journal': cloudWatchAgentConfig([systemLog], journald),
  'files beside the journal': cloudWatchAgentConfig(everything, journald),
  'files with everything': cloudWatchAgentConfig(everything, syslog),
};

describe('the configuration of the CloudWatch agent', () => {
  it('holds the file of the guide', () => {
    expect(JSON.parse(configs['a file'])).toEqual({
      logs: {
        logs_collected: {
          files: {
            collect_list: [
              {
                file_path: '/var/log/messages',
                log_group_name: '/var/log/messages',
                log_stream_name: '{instance_id}',
                timestamp_format: '%b %d %H:%M:%S',
                timezone: 'Local',
              },
            ],
          },
        },
      },
    });
  });

  it('holds the journal where there is no file, and further files beside it', () => {
    const { files, journald: journal } = JSON.parse(configs['files beside the journal']).logs
      .logs_collected;
    expect(journal.collect_list).toEqual([
      { log_group_name: '/var/log/messages', log_stream_name: '{instance_id}' },
    ]);
    expect(files.collect_list.map(({ file_path }: { file_path: string }) => file_path)).toEqual([
      odd.file,
      '/var/log/web.log',
      '/w',
    ]);
  });

  it('keeps what was said of a file', () => {
    const { files } = JSON.parse(configs['files with everything']).logs.logs_collected;
    expect(files.collect_list[1]).toEqual({
      file_path: odd.file,
      log_group_name: odd.group,
      log_stream_name: odd.stream,
      timestamp_format: odd.timeFormat,
      timezone: 'UTC',
      multi_line_start_pattern: odd.multiLine,
      encoding: 'euc-kr',
    });
    expect(files.collect_list[3]).toMatchObject({
      multi_line_start_pattern: '{timestamp_format}',
    });
  });

  it.each(Object.entries(configs))(
    'of %s never sets a retention or asks for metrics',
    (_, text) => {
      expect(text).not.toContain('retention');
      expect(JSON.parse(text)).not.toHaveProperty('metrics');
    },
  );
});

describe('the metrics of the CloudWatch agent', () => {
  const metrics = (text: string) => JSON.parse(text).metrics;
  const namesOf = (text: string) =>
    Object.values(metrics(text).metrics_collected as object).flatMap(({ measurement }) =>
      measurement.map(({ rename, unit }: { rename: string; unit: string }) => `${rename} ${unit}`),
    );

  it('have the names of the retired scripts, in the units that it has', () => {
    expect(namesOf(withMetrics['metrics too']).sort()).toEqual([
      ...['DiskSpaceAvailable Bytes', 'DiskSpaceUsed Bytes', 'DiskSpaceUtilization Percent'],
      ...['MemoryAvailable Bytes', 'MemoryUsed Bytes', 'MemoryUtilization Percent'],
      ...['SwapUsed Bytes', 'SwapUtilization Percent'],
    ]);
    expect(metrics(withMetrics['metrics too'])).toMatchObject({
      namespace: 'System/Linux',
      metrics_collected: {
        mem: { metrics_collection_interval: 300 },
        disk: { resources: ['/', '/data'], drop_device: true },
      },
    });
  });

  it('leave out swap where it is not wanted', () => {
    expect(namesOf(withMetrics['metrics without swap']).join()).not.toContain('Swap');
  });
});

// Amazon's own schema of the agent's configuration. It is not ours, and so not in the project.
const schemaPath = process.env.CWAGENT_SCHEMA ?? resolve('../shared/cwagent-schema.json');
const hasSchema = existsSync(schemaPath);
if (!hasSchema)
  console.warn(`No schema of the CloudWatch agent at ${schemaPath}: set CWAGENT_SCHEMA to it.`);

describe.runIf(hasSchema || process.env.CI !== undefined)(
  'the schema of the CloudWatch agent',
  () => {
    const validate = () =>
      new Ajv.default({ strict: false, allErrors: true }).compile(
        JSON.parse(readFileSync(schemaPath, 'utf8')) as object,
      );

    it.each(Object.entries({ ...configs, ...withMetrics }))(
      'takes the configuration of %s',
      (_, text) => {
        const check = validate();
        check(JSON.parse(text));
        expect(check.errors).toBeNull();
      },
    );

    it('refuses where a file should be begun, which the agent cannot do', () => {
      const text = configs['a file'].replace('"timezone"', '"initial_position": "end", "timezone"');
      expect(validate()(JSON.parse(text))).toBe(false);
    });
  },
);
