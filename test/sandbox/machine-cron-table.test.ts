import { describe, expect, it } from 'vitest';
import { isCrontabName } from '../../sandbox/machine/cron/cron-files.ts';
import { parseCrontab } from '../../sandbox/machine/cron/crontab.ts';
import { parseSchedule } from '../../sandbox/machine/cron/schedule.ts';

const parse = (text: string, owner?: string) =>
  parseCrontab(text, owner, (user) => user !== 'nosuch');

describe('the time fields of a crontab', () => {
  // 2026-11-03 is a Tuesday.
  it.each([
    ['* * * * *', '2026-11-03T02:39', true],
    ['39 2 * * *', '2026-11-03T02:39', true],
    ['39 3 * * *', '2026-11-03T02:39', false],
    ['*/5 * * * *', '2026-11-03T02:40', true],
    ['*/5 * * * *', '2026-11-03T02:39', false],
    ['10-30/10 * * * *', '2026-11-03T02:20', true],
    ['10-30/10 * * * *', '2026-11-03T02:40', false],
    ['1,39,50-52 * * * *', '2026-11-03T02:51', true],
    ['1,39,50-52 * * * *', '2026-11-03T02:53', false],
    ['* * * nov *', '2026-11-03T02:39', true],
    ['* * * jan-mar *', '2026-11-03T02:39', false],
    ['* * * * TUE', '2026-11-03T02:39', true],
    ['* * * * mon-wed', '2026-11-05T02:39', false],
    ['* * * * 7', '2026-11-08T02:39', true],
    ['* * * * 0', '2026-11-08T02:39', true],
    // Both days restricted: either is enough.
    ['* * 3 * fri', '2026-11-03T02:39', true],
    ['* * 4 * tue', '2026-11-03T02:39', true],
    ['* * 4 * fri', '2026-11-03T02:39', false],
    // A step over all days counts as unrestricted, so both must fit.
    ['* * */2 * wed', '2026-11-03T02:39', false],
    ['@hourly', '2026-11-03T02:00', true],
    ['@hourly', '2026-11-03T02:01', false],
    ['@daily', '2026-11-03T00:00', true],
    ['@weekly', '2026-11-08T00:00', true],
    ['@monthly', '2026-11-03T00:00', false],
    ['@reboot', '2026-11-03T00:00', false],
  ])('%s at %s: %s', (fields, time, expected) => {
    expect(parseSchedule(fields)?.matches(Date.parse(`${time}Z`))).toBe(expected);
  });

  it.each([
    '60 * * * *',
    '* 24 * * *',
    '* * 0 * *',
    '* * * 13 *',
    '* * * * 8',
    '30-10 * * * *',
    '*/0 * * * *',
    '5/10 * * * *',
    '* * * *',
    'x * * * *',
    '@often',
    '-5 * * * *',
  ])('refuses %s', (fields) => {
    expect(parseSchedule(fields)).toBeUndefined();
  });
});

describe('a crontab', () => {
  it('gives each line the assignments above it', () => {
    const text =
      'A=1\n* * * * * root one\nA="2 3"\nB = \'x\'\n# no\n\n*/2 * * * * ec2-user two  three\n';
    const { entries } = parse(text);
    expect(entries.map(({ user, command, env }) => ({ user, command, env }))).toEqual([
      { user: 'root', command: 'one', env: { A: '1' } },
      { user: 'ec2-user', command: 'two  three', env: { A: '2 3', B: 'x' } },
    ]);
  });

  it('has no user field when it is somebody’s own', () => {
    const { entries } = parse('@daily root it is\n', 'ec2-user');
    expect(entries).toMatchObject([{ user: 'ec2-user', command: 'root it is' }]);
  });

  it('ends a command at % and gives it the rest as input', () => {
    const { entries } = parse('* * * * * root date +\\%F; cat%a%b\\%c\n');
    expect(entries).toMatchObject([
      { command: 'date +%F; cat', stdin: 'a\nb%c\n', text: 'date +\\%F; cat%a%b\\%c' },
    ]);
    expect(parse('* * * * * root cat\n').entries[0]?.stdin).toBeUndefined();
  });

  it.each([
    ['without a final newline', '* * * * * root a', /Missing newline/],
    ['with a wrong field', '* * * * * root a\n61 * * * * root b\n', /Syntax error/],
    ['with a user that is not there', '* * * * * root a\n* * * * * nosuch b\n', /Syntax error/],
    ['with a line that names no command', '* * * * * root\n', /Syntax error/],
  ])('is ignored whole %s', (_, text, problem) => {
    const crontab = parse(text);
    expect(crontab.entries).toEqual([]);
    expect(crontab.problem).toMatch(problem);
  });

  it.each([
    ['cloudwatch-wizard', true],
    ['0hourly', true],
    ['job.cron', false],
    ['.hidden', false],
    ['job~', false],
    ['job.rpmsave', false],
  ])('named %s in /etc/cron.d counts: %s', (name, expected) => {
    expect(isCrontabName(name)).toBe(expected);
  });
});
