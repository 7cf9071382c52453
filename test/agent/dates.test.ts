import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { agentScript, run, shells } from './agent-run.ts';

/** The agent's functions without its last line, which would run it. */
const functions = readFileSync(agentScript, 'utf8').replace(/\nmain "\$@"\n$/, '\n');

const epochs = [
  ...[0, 951_782_399, 951_782_400, 951_868_800, 1_077_926_400, 1_709_164_799, 1_709_164_800],
  ...[1_735_689_599, 1_735_689_600, 1_772_323_200, 4_107_542_399, 4_107_542_400],
  ...Array.from({ length: 40 }, (_, index) => 1_600_000_000 + index * 8_123_457),
];

describe.each(shells)('dates under %s', (shell) => {
  const evaluate = async (script: string) => {
    const argv = [...shell.split(' '), '-c', `${functions}\n${script}`];
    const { stdout, stderr } = await run(argv, { PATH: process.env.PATH ?? '' });
    expect(stderr).toBe('');
    return stdout.trimEnd().split('\n');
  };

  it('writes the dates of signatures', async () => {
    const script = epochs.map((epoch) => `amz_date_of ${epoch}; echo "$amz_date"`).join('\n');
    expect(await evaluate(script)).toEqual(
      epochs.map((epoch) => new Date(epoch * 1000).toISOString().replace(/[-:]|\.\d+/g, '')),
    );
  });

  it('reads the Date header and the expiry of credentials', async () => {
    const script = epochs
      .map((epoch) => new Date(epoch * 1000))
      .map(
        (date) =>
          `parse_http_date '${date.toUTCString()}'; printf '%s ' "$epoch"
           parse_iso_date ${date.toISOString().replace(/\.\d+/, '')}; echo "$epoch"`,
      )
      .join('\n');
    expect(await evaluate(script)).toEqual(epochs.map((epoch) => `${epoch} ${epoch}`));
  });

  it('takes no other text for a date', async () => {
    const wrong = [
      "'$(touch x)'",
      "''",
      '2026-11-23',
      '2026-11-23Tab:00:00Z',
      'a[0]-11-23T00:00:00Z',
    ];
    const script = wrong.map((text) => `parse_iso_date ${text} || echo no`).join('\n');
    expect(await evaluate(script)).toEqual(wrong.map(() => 'no'));
    const headers = ["'Mon, xx Nov 2026 00:00:00 GMT'", "'Mon, 23 Nov 2026'", "'23 Foo'"];
    expect(
      await evaluate(headers.map((text) => `parse_http_date ${text} || echo no`).join('\n')),
    ).toEqual(headers.map(() => 'no'));
  });
});
