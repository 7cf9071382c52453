import { describe, expect, it } from 'vitest';
import { closest } from '../../wizard/flags/closest.ts';
import { verbs } from '../../wizard/flags/flags.ts';
import { parseFlags } from '../../wizard/flags/parse.ts';

function invalid(line: string) {
  const command = parseFlags(line.split(' '));
  if (command.kind !== 'invalid') throw new Error(`${line} is ${JSON.stringify(command)}`);
  return command;
}

describe('a verb that is none', () => {
  it.each([
    ['setpu', 'setup'],
    ['set-up', 'setup'],
    ['stat', 'status'],
    ['plna', 'plan'],
    ['repiar', 'repair'],
    ['teardown', ''],
    ['-', undefined],
  ])('%s: did you mean %s', (word, meant) => {
    const expected =
      meant === undefined
        ? { id: 'unknown-flag', values: { flag: word, meant: '' } }
        : { id: 'unknown-verb', values: { verb: word, meant, verbs } };
    expect(invalid(word).problem).toEqual(expected);
  });

  it('beside a verb is a word too many', () => {
    const problem = { id: 'unexpected-argument', values: { argument: 'web-1' } };
    expect(invalid('setup web-1').problem).toEqual(problem);
  });
});

describe('a flag that is none', () => {
  it.each([
    ['--instnace-id', '--instance-id'],
    ['--instance_id', '--instance-id'],
    ['--yse', '--yes'],
    ['--dryrun', '--dry-run'],
    ['--no-sawp', '--no-swap'],
    ['--detailed-monitorng', '--detailed-monitoring'],
    ['--versoin', '--version'],
    ['--verbose-everything', ''],
    ['--', ''],
    ['--constructor', ''],
    ['-x', ''],
    ['-yn', ''],
    ['--no-yes', ''],
  ])('%s: did you mean %s', (flag, meant) => {
    expect(invalid(`setup ${flag}`).problem).toEqual({
      id: 'unknown-flag',
      values: { flag, meant },
    });
  });
});

describe('a wrong command line is answered as the rest of it asks', () => {
  it.each([
    ['setup --bogus', { json: false, lang: undefined, color: undefined }],
    ['setup --bogus --json', { json: true }],
    ['setup --bogus --output json', { json: true }],
    ['setup --output=json --bogus', { json: true }],
    ['setup --bogus --output text', { json: false }],
    ['setup --bogus --lang ko', { lang: 'ko' }],
    ['setup --lang=ko --bogus', { lang: 'ko' }],
    ['setup --bogus --lang en', { lang: 'en' }],
    ['setup --bogus --no-color', { color: false }],
    ['setup --period 7 --json', { json: true }],
    ['ko', { lang: undefined }],
  ])('%s', (line, flags) => {
    expect(invalid(line).flags).toMatchObject(flags);
  });
});

describe('the closest name', () => {
  it.each([
    ['setup', 'setup'],
    ['stup', 'setup'],
    ['SETUP', undefined],
    ['undoo', 'undo'],
    ['sandbxo', 'sandbox'],
    ['xyz', undefined],
  ])('to %s is %s', (word, name) => {
    expect(closest(word, verbs)).toBe(name);
  });

  it('is none among no names', () => {
    expect(closest('setup', [])).toBeUndefined();
  });
});
