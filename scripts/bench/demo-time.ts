import { spawnSync } from 'node:child_process';
import type { Measured } from './measured.ts';

const limitSeconds = 60;

/** The whole demo. @throws with its output when it did not observe everything */
export function measureDemo(demo: string): Measured {
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, [demo], { encoding: 'utf8' });
  const seconds = (performance.now() - start) / 1000;
  if (status !== 0) throw new Error(`The demo ended with ${status}:\n${stdout}${stderr}`);
  return {
    name: 'demo',
    measured: `${seconds.toFixed(1)} s`,
    against: '-',
    limit: `${limitSeconds} s`,
    isKept: seconds <= limitSeconds,
    kind: 'time',
  };
}
