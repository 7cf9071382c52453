import { describe, expect, it } from 'vitest';
import type { Values } from '../../wizard/errors.ts';
import type { Catalogue } from '../../wizard/messages/catalogue.ts';
import { en } from '../../wizard/messages/en.ts';
import { formatProblem } from '../../wizard/ui/format-problem.ts';
import { instanceId } from './sample-instance.ts';

const messages: Catalogue = en;

const signs = { bad: 'x', next: '->' };

it('is what happened, and the one thing to do next with the id to search for', () => {
  const problem = { id: 'missing-value', values: { flag: '--region' } } as const;
  expect(formatProblem(problem, messages, signs)).toEqual([
    'x --region needs a value.',
    '  -> See cloudwatch-wizard --help. [missing-value]',
  ]);
});

describe('the output of a script', () => {
  const failed = { instanceId, errorId: 'send-failed', exitCode: 1, answer: 'HTTP 403.' };
  const linesOf = (more: Values) =>
    formatProblem({ id: 'command-failed', values: { ...failed, ...more } }, messages, signs);
  const [title, cut] = [messages.ui['output-of-instance']({}), messages.ui['output-cut']({})];

  it.each<[string, Values, string[]]>([
    [
      'stands between the two',
      { output: ['one', 'two'], cut: false },
      [`    ${title}`, '    | one', '    | two'],
    ],
    [
      'is said to be cut where it is',
      { output: ['one'], cut: true },
      [`    ${title} ${cut}`, '    | one'],
    ],
    ['is left out where there was none', { output: [], cut: false }, []],
    ['is left out where there is none', {}, []],
  ])('%s', (_, more, between) => {
    expect(linesOf(more).slice(1, -1)).toEqual(between);
  });
});
