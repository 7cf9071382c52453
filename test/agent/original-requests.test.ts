import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { agentScript, createTree, dfHeader, shells } from './agent-run.ts';
import { type Datum, startRecordingAws } from './recording-aws.ts';
import { hasRightSignature } from './signature.ts';

/**
 * What the retired script sends for the worked meminfo and these rows of df: flags, and of each
 * datum name, unit, value and dimensions, in its order. Worked out from its documented formulas.
 */
interface Case {
  readonly flags: string;
  readonly df: readonly string[];
  readonly sent: readonly (readonly [string, string, number, ...string[]])[];
}

const table = join(import.meta.dirname, 'original-requests.json');
const cases = JSON.parse(readFileSync(table, 'utf8')) as readonly Case[];

/** The awks that are awk somewhere: each shell gets one of them. */
const awks: Readonly<Record<string, string>> = {
  dash: 'mawk',
  'busybox ash': 'busybox awk',
  bash: 'gawk',
  'bash --posix': 'awk',
};

describe.each(shells)('the requests of the original under %s', (shell) => {
  it.each(cases)('are the same for $flags', async ({ flags, df, sent }) => {
    await using aws = await startRecordingAws();
    using tree = createTree();
    tree.command('awk', `PATH=/usr/bin:/bin exec ${awks[shell]} "$@"`);
    tree.write('df-output', `${[dfHeader, ...df].join('\n')}\n`);
    const { stdout, stderr } = await tree.run(shell, [agentScript, ...flags.split(' ')], aws.env);
    expect(stderr).toBe('');
    expect(stdout.includes('Success')).toBe(!flags.includes('--from-cron'));
    expect(aws.puts).toHaveLength(1);
    const [put] = aws.puts;
    expect(put?.namespace).toBe('System/Linux');
    expect(put?.data.map(inShort)).toEqual(
      sent.map(([name, unit, value, ...rest]) => [
        name,
        unit,
        // 12 significant digits are promised.
        Number(value.toPrecision(12)),
        ...rest,
      ]),
    );
    expect(new Set(put?.data.map(({ Timestamp }) => Timestamp)).size).toBe(1);
    expect(put && hasRightSignature(put, aws.behaviour.secretKey)).toBe(true);
  });
});

function inShort({ MetricName, Unit, Value, Dimensions }: Datum) {
  const pairs = Dimensions.map(({ Name, Value }) => `${Name}=${Value}`);
  return [MetricName, Unit, Number(Value.toPrecision(12)), ...pairs];
}

it('needs neither python, perl, jq nor the AWS CLI', () => {
  const script = readFileSync(agentScript, 'utf8').replaceAll(/^\s*#.*$/gm, '');
  expect(script).not.toMatch(/\b(python3?|perl|jq|aws|openssl)\s+[-"'$a-z]/);
  // Half of the curls out there have none, or one that leaves the session token unsigned.
  expect(script).not.toContain('sigv4');
});

it('is made of functions of at most 25 lines', () => {
  const lines = readFileSync(agentScript, 'utf8').split('\n');
  const starts = lines.flatMap((line, at) => (/^[a-z_]+\(\) \{$/.test(line) ? [at] : []));
  const long = starts.filter((at) => lines.indexOf('}', at) - at - 1 > 25);
  expect(starts.length).toBeGreaterThan(80);
  expect(long.map((at) => lines[at])).toEqual([]);
});
