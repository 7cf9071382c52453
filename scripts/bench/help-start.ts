import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Measured, median } from './measured.ts';

const limit = 1.5;
const pairs = 31;

/** What `--help` costs beside a program that does nothing, by pairs that run back to back. */
export function measureHelp(node: string, program: string): Measured {
  const directory = mkdtempSync(join(tmpdir(), 'bench-'));
  const empty = join(directory, 'empty.mjs');
  writeFileSync(empty, '');
  try {
    // The first of each reads its files from the disk: it does not count.
    pair(node, empty, program);
    const seen = Array.from({ length: pairs }, () => pair(node, empty, program));
    const ratio = median(seen.map(({ emptyMs, helpMs }) => helpMs / emptyMs));
    return {
      name: `--help on Node ${versionOf(node)}`,
      measured: `${ratio.toFixed(2)} x (${median(seen.map((one) => one.helpMs)).toFixed(0)} ms)`,
      against: `an empty .mjs (${median(seen.map((one) => one.emptyMs)).toFixed(0)} ms)`,
      limit: `${limit} x`,
      isKept: ratio <= limit,
      kind: 'time',
    };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function pair(node: string, empty: string, program: string) {
  return { emptyMs: elapsedMs(node, [empty]), helpMs: elapsedMs(node, [program, '--help']) };
}

function elapsedMs(node: string, argv: readonly string[]): number {
  const start = performance.now();
  const { status, stderr } = spawnSync(node, argv, { encoding: 'utf8' });
  const elapsed = performance.now() - start;
  if (status !== 0) throw new Error(`${node} ${argv.join(' ')} ended with ${status}: ${stderr}`);
  return elapsed;
}

function versionOf(node: string): string {
  return spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim().replace(/^v/, '');
}
