import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type Measured, median } from './measured.ts';

const limitMs = 500;
const runs = 9;

/** From the start of the command to its first line, with the two instances it begins with. */
export async function measureSandboxReady(program: string): Promise<Measured> {
  const seen: number[] = [];
  for (let run = 0; run < runs; run++) seen.push(await readyAfterMs(program));
  const readyMs = median(seen);
  return {
    name: 'sandbox ready, two instances',
    measured: `${readyMs.toFixed(0)} ms`,
    against: '-',
    limit: `${limitMs} ms`,
    isKept: readyMs <= limitMs,
    kind: 'time',
  };
}

async function readyAfterMs(program: string): Promise<number> {
  const start = performance.now();
  const child = spawn(process.execPath, [program, 'sandbox', '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = once(child, 'close');
  const first = await Promise.race([once(child.stdout, 'data').then(() => 'ready'), closed]);
  const elapsed = performance.now() - start;
  child.kill('SIGINT');
  await closed;
  if (first !== 'ready') throw new Error('The sandbox ended before it was ready.');
  return elapsed;
}
