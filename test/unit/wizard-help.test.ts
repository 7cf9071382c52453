import { describe, expect, it } from 'vitest';
import { exitCodes } from '../../wizard/errors.ts';
import { type Verb, verbs } from '../../wizard/flags/flags.ts';
import { flagsOf, parseFlags } from '../../wizard/flags/parse.ts';
import { helpEn } from '../../wizard/messages/help-en.ts';
import { helpKo } from '../../wizard/messages/help-ko.ts';
import { widthOf } from '../../wizard/ui/width.ts';

const languages = [
  ['en', helpEn],
  ['ko', helpKo],
] as const;

/** Flags that a help names, `--[no-]swap` as `swap`. */
function flagsIn(text: string): string[] {
  const named = [...text.matchAll(/--(?:\[no-\])?([a-z][a-z-]*)/g)].map(([, name = '']) => name);
  return [...new Set(named)].sort();
}

describe.each(languages)('help in %s', (language, help) => {
  it.each(verbs)('of %s names every flag that it takes, and no other', (verb) => {
    expect(flagsIn(help(verb, '1.0.0'))).toEqual([...flagsOf[verb]].sort());
  });

  it.each(verbs)('of %s has an example that can be typed', (verb) => {
    const lines = help(verb, '1.0.0').split('\n');
    const example = lines.find((line) => line.startsWith(`  cloudwatch-wizard ${verb}`)) ?? '';
    const [typed = ''] = example.split(' >');
    const command = parseFlags(typed.trim().split(' ').slice(1));
    expect(command).toMatchObject({ kind: 'run', verb });
  });

  it('without a verb names every verb, the version and every exit code', () => {
    const text = help(undefined, '1.2.3');
    expect(text).toMatch(/^cloudwatch-wizard 1\.2\.3: /);
    for (const verb of verbs) {
      const [first, second = ''] = verb.split(' ');
      expect(text).toMatch(new RegExp(`^  cloudwatch-wizard ${first} .*${second}`, 'm'));
    }
    for (const code of Object.values(exitCodes)) expect(text).toMatch(new RegExp(`\\b${code} `));
  });

  it(`is written in ${language}`, () => {
    const texts = [undefined, ...verbs].map((verb: Verb | undefined) => help(verb, '1.0.0'));
    const korean = texts.filter((text) => /[가-힣]/.test(text));
    expect(korean).toHaveLength(language === 'ko' ? texts.length : 0);
  });

  it('fits a terminal of 80 columns', () => {
    const lines = [undefined, ...verbs].flatMap((verb) => help(verb, '1.0.0').split('\n'));
    expect(lines.filter((line) => widthOf(line) > 80)).toEqual([]);
  });
});
