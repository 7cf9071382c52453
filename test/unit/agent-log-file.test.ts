import { describe, expect, it } from 'vitest';
import {
  encodings,
  type LogFile,
  logFileProblem,
  sharedStream,
  systemLog,
  withSystemLog,
} from '../../agent/log-file.ts';

const app: LogFile = { file: '/var/log/app.log', group: 'app', stream: '{instance_id}' };

describe('a log file', () => {
  it.each<[string, Partial<LogFile>]>([
    ['as it is', {}],
    ['with blanks, per cent, quotes and commas', { file: `/var/log/a b%d "c" 'd', e.log` }],
    ['in another script', { file: '/var/log/앱 로그.log', stream: '로그 {hostname}' }],
    ['with a semicolon that is no comment', { file: '/var/log/a;b#c' }],
    ['with every placeholder', { stream: '{instance_id} {hostname} {ip_address}' }],
    ['with a group of CloudWatch Logs', { group: '/a.b-c_d#E/0' }],
    ['with a time', { timeFormat: '%Y-%m-%dT%H:%M:%S.%f%z', timeZone: 'UTC' }],
    ['with a time without zeros', { timeFormat: '%b %-d %-I:%M %p' }],
    ['with events of several lines', { multiLine: '^\\d{4}-[01]' }],
    ['with a pattern that JavaScript does not know', { multiLine: '(?i)^(?P<level>error)' }],
    ['with events that begin with a time', { multiLine: '{datetime_format}', timeFormat: '%Y' }],
    ['with the time of the system log', { ...systemLog, multiLine: '{datetime_format}' }],
    ...Object.keys(encodings).map((encoding): [string, Partial<LogFile>] => [
      encoding,
      { encoding },
    ]),
  ])('can be written %s', (_, change) => {
    expect(logFileProblem({ ...app, ...change })).toBeUndefined();
  });

  it.each<[string, Partial<LogFile>, string]>([
    ['of two lines', { file: '/a\nb' }, 'file: not-one-line'],
    ['with a line end of Unicode', { multiLine: 'a\u2028b' }, 'multi-line: not-one-line'],
    ['with a control character', { stream: 'a\u0007' }, 'stream: not-one-line'],
    ['with a carriage return', { file: '/a\r' }, 'file: not-one-line'],
    ['that ends with a blank', { file: '/a ' }, 'file: blank-at-end'],
    ['that ends with a wide blank', { file: '/a\u00a0' }, 'file: blank-at-end'],
    ['without a name', { file: '' }, 'file: blank-at-end'],
    ['with what Python reads as nothing', { multiLine: '""' }, 'multi-line: blank-at-end'],
    ['with what Python reads as a comment', { file: '/a ;b' }, 'file: comment'],
    ['with a relative path', { file: 'a.log' }, 'file: not-absolute'],
    ['that is a folder', { file: '/var/log/' }, 'file: not-absolute'],
    ['with a star', { file: '/var/log/*.log' }, 'file: wildcard'],
    ['with a bracket', { file: '/var/log/a[1]' }, 'file: wildcard'],
    ['with a backslash', { file: '/var/log/a\\b' }, 'file: wildcard'],
    ['with a long name', { file: `/${'가'.repeat(400)}` }, 'file: too-long'],
    ['with a blank in its group', { group: 'a b' }, 'group: characters'],
    ['with a group in another script', { group: '로그' }, 'group: characters'],
    ['with a long group', { group: 'a'.repeat(513) }, 'group: too-long'],
    ['with a colon in its stream', { stream: 'a:b' }, 'stream: characters'],
    ['with a placeholder that nobody fills in', { stream: '{name}' }, 'stream: placeholder'],
    [
      'with a heartbeat that nobody outside finds',
      { ...systemLog, stream: '{hostname}' },
      'stream: heartbeat-stream',
    ],
    [
      'with one in a stream named after an address',
      { ...systemLog, stream: '{instance_id}-{ip_address}' },
      'stream: heartbeat-stream',
    ],
    ['with a time code that one agent lacks', { timeFormat: '%b %e' }, 'time-format: time-code'],
    ['with a lone per cent', { timeFormat: '%Y %' }, 'time-format: time-code'],
    ['with another time zone', { timeZone: 'KST' as 'UTC' }, 'time-zone: time-zone'],
    [
      'with a time that nobody described',
      { multiLine: '{datetime_format}' },
      'time-format: missing',
    ],
    ['with a pattern that only JavaScript knows', { multiLine: '^(?!\\s)' }, 'multi-line: pattern'],
    ['with half a pattern', { multiLine: '(' }, 'multi-line: pattern'],
    ['with an unknown encoding', { encoding: 'rot13' }, 'encoding: encoding'],
  ])('cannot be written %s', (_, change, problem) => {
    const { option, fault } = logFileProblem({ ...app, ...change }) ?? {};
    expect(`${option}: ${fault}`).toBe(problem);
  });
});

describe('all log files', () => {
  const other = { ...app, file: '/var/log/other.log' };

  it('begin with the system log, with its own settings where they were said', () => {
    expect(withSystemLog([])).toEqual([systemLog]);
    expect(withSystemLog([app])).toEqual([systemLog, app]);
    const own = { ...systemLog, group: 'mine' };
    expect(withSystemLog([app, own])).toEqual([own, app]);
  });

  it('have a stream each', () => {
    expect(sharedStream([systemLog, app])).toBeUndefined();
    expect(sharedStream([systemLog, app, other])).toEqual([app, other]);
    expect(sharedStream([app, { ...other, stream: 'b' }])).toBeUndefined();
  });
});
