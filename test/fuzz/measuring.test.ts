import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { agentScript, run } from '../agent/agent-run.ts';
import type { Datum } from '../agent/recording-aws.ts';
import { keyOf, type MachineInput, machineInput } from './machine-input.ts';
import { randomOf } from './random.ts';

const seed = Number(process.env.FUZZ_SEED ?? 20_261_124);
const count = Number(process.env.FUZZ_COUNT ?? 10_000);

/** Each shell with an awk of its own; together every one that an instance may have. */
const pairs = [
  { shell: ['dash'], awk: '/usr/bin/mawk' },
  { shell: ['bash'], awk: '/usr/bin/gawk' },
  { shell: ['bash', '--posix'], awk: '/usr/bin/mawk' },
  { shell: ['busybox', 'ash'], awk: '/bin/busybox' },
];

/** The shipped program without its last line, which would run it. */
const functions = readFileSync(agentScript, 'utf8').replace(/\nmain "\$@"\n$/, '\n');

/** Measures each of many machines in one shell: collected and worked out as ever, and then shown. */
const driver = `
date() { echo 1780000000; }
timeout() { cat "$ROOT/df-output"; }
one() {
  set_defaults
  # shellcheck disable=SC2086
  parse_options $1
  check_options
  work=$scratch state=none instance_id=i-1 aggregated_scope='' auto_scaling_scope='' group=''
  disks_named=1
  take_samples
  read_disks
  measure
  while read -r _line || [ -n "$_line" ]; do printf 'body %s\\n' "$_line"; done <"$work/body"
}
while read -r number options <&3; do
  ROOT=$base/$number
  echo "case $number"
  (one "$options") 2>&1 || echo "exit $?"
done 3<"$base/list"
`;

describe(`${count} machines of seed ${seed}`, () => {
  it.concurrent.each(pairs)(
    'are measured rightly or not at all by $shell with $awk',
    async ({ shell, awk }) => {
      const share = Math.ceil(count / pairs.length);
      const random = randomOf(seed + pairs.findIndex((pair) => pair.shell === shell));
      const inputs = Array.from({ length: share }, () => machineInput(random));
      const base = mkdtempSync(join(tmpdir(), 'fuzz-'));
      try {
        const outputs = await measureAll(shell, awk, base, inputs);
        expect(outputs).toHaveLength(inputs.length);
        for (const [index, input] of inputs.entries()) expectRight(input, outputs[index] ?? '');
      } finally {
        rmSync(base, { recursive: true });
      }
    },
  );
});

async function measureAll(
  shell: readonly string[],
  awk: string,
  base: string,
  inputs: readonly MachineInput[],
): Promise<string[]> {
  for (const [number, { meminfo, df }] of inputs.entries()) {
    mkdirSync(join(base, String(number), 'proc'), { recursive: true });
    writeFileSync(join(base, String(number), 'proc/meminfo'), meminfo);
    writeFileSync(join(base, String(number), 'df-output'), df);
  }
  const list = inputs.map(({ options }, number) => `${number} ${options.join(' ')}\n`);
  writeFileSync(join(base, 'list'), list.join(''));
  mkdirSync(join(base, 'bin'));
  mkdirSync(join(base, 'scratch'));
  symlinkSync(awk, join(base, 'bin/awk'));
  writeFileSync(join(base, 'driver'), `${functions}\n${driver}`);
  const { stdout, stderr } = await run([...shell, join(base, 'driver')], {
    PATH: `${base}/bin:/usr/bin:/bin`,
    base,
    scratch: join(base, 'scratch'),
  });
  expect(stderr).toBe('');
  return stdout.split(/^case \d+\n/m).slice(1);
}

const nothing =
  "\nERROR: No metrics prepared for submission to CloudWatch.\n\nFor more information, run 'driver --help'\n\nexit 1\n";

function expectRight(input: MachineInput, output: string): void {
  const why = `${JSON.stringify(input.options)}\n${input.meminfo}\n${input.df}\n${output}`;
  if (input.expected.size === 0) {
    expect(output, why).toBe(nothing);
    return;
  }
  const [, body = ''] = /^body (.*)\n$/.exec(output) ?? [];
  const { MetricData } = JSON.parse(body || `"${why}"`) as { MetricData: Datum[] };
  const sent = new Map(MetricData.map((datum) => [keyOfDatum(datum), datum.Value]));
  expect(sent.size, why).toBe(MetricData.length);
  expect([...sent.keys()].sort(), why).toEqual([...input.expected.keys()].sort());
  for (const [key, value] of input.expected) {
    const difference = Math.abs((sent.get(key) ?? Number.NaN) - value);
    if (!(difference <= Math.abs(value) * 1e-12)) expect.fail(`${key} is not ${value}: ${why}`);
  }
}

function keyOfDatum({ MetricName, Dimensions }: Datum): string {
  const named = (name: string) => Dimensions.find(({ Name }) => Name === name)?.Value ?? '';
  return keyOf(MetricName, named('Filesystem'), named('MountPath'));
}
