import { describe, expect, it } from 'vitest';
import { readLog } from '../../wizard/flags/log-readers.ts';
import { parseFlags } from '../../wizard/flags/parse.ts';

const plain = { stream: '{instance_id}' };

describe('--log', () => {
  it.each([
    ['/var/log/a.log', { ...plain, file: '/var/log/a.log', group: '/var/log/a.log' }],
    ['/a b,c,group=g', { ...plain, file: '/a b,c', group: 'g' }],
    ['/a,stream={hostname}-x,group=g', { file: '/a', group: 'g', stream: '{hostname}-x' }],
    [
      '/a,time-format=%d, %m %Y,time-zone=utc',
      { ...plain, file: '/a', group: '/a', timeFormat: '%d, %m %Y', timeZone: 'UTC' },
    ],
    [
      '/a,multi-line=^\\d{1,2}=,encoding=UTF_16LE',
      { ...plain, file: '/a', group: '/a', multiLine: '^\\d{1,2}=', encoding: 'utf-16le' },
    ],
    ['/a,encoding=utf8', { ...plain, file: '/a', group: '/a', encoding: 'utf-8' }],
    [
      '/a,multi-line={timestamp_format},time-format=%Y',
      { ...plain, file: '/a', group: '/a', multiLine: '{datetime_format}', timeFormat: '%Y' },
    ],
  ])('%s', (value, log) => {
    expect(readLog(value)).toEqual(log);
  });

  it.each([
    ['a misspelt option', ['--log', '/a,gruop=b'], { id: 'bad-value' }],
    ['an option said twice', ['--log', '/a,group=b,group=c'], { id: 'bad-value' }],
    [
      'what an agent would read otherwise',
      ['--log', '/a,time-format=%e'],
      { id: 'log-not-writable', values: { option: 'time-format', fault: 'time-code' } },
    ],
    ['a group in a wildcard', ['--log', '/a/*'], { id: 'log-not-writable' }],
    [
      'two files in one stream',
      ['--log', '/a,group=g', '--log', '/b,group=g'],
      { id: 'log-stream-shared', values: { files: ['/a', '/b'], group: 'g' } },
    ],
    [
      'a file in the stream of the system log',
      ['--log', '/a,group=/var/log/messages'],
      { id: 'log-stream-shared', values: { files: ['/var/log/messages', '/a'] } },
    ],
  ])('refuses %s', (_, words, problem) => {
    expect(parseFlags(['setup', ...words])).toMatchObject({ kind: 'invalid', problem });
  });
});

it.each([
  ['--retention', 'messages'],
  ['--retention', 'a=2'],
  ['--retention', 'a b=30'],
  ['--retention', '=30'],
  ['--log-kms-key', 'alias/logs'],
  ['--log-kms-key', 'arn:aws:kms:eu-west-1:111122223333:alias/logs'],
])('%s %s is refused', (flag, value) => {
  expect(parseFlags(['setup', flag, value])).toMatchObject({
    kind: 'invalid',
    problem: { id: 'bad-value', values: { flag, value } },
  });
});
