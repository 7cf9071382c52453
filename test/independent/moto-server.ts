import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { VirtualClock } from '../../sandbox/clock.ts';

/** A Python that has `requirements.txt` beside this file; see CONTRIBUTING.md. */
const python = process.env.MOTO_PYTHON ?? 'python3';

/**
 * Whether moto can be had. In CI it has to be; elsewhere its absence is said.
 * @throws where CI is set and it is missing
 */
export function hasMoto(): boolean {
  const { status, stderr, error } = spawnSync(python, ['-c', 'import moto.server']);
  if (status === 0) return true;
  const reason = error?.message ?? String(stderr).trim().split('\n').at(-1);
  if (process.env.CI !== undefined) throw new Error(`moto is missing (${python}): ${reason}`);
  process.stderr.write(`NOT TESTED against moto: ${python}: ${reason}. See CONTRIBUTING.md.\n`);
  return false;
}

/** moto's server as a child, on the loopback address. */
export interface Moto extends AsyncDisposable {
  /** Without a trailing slash. */
  readonly url: string;
  /**
   * From now on signatures and policies are checked, as moto does it: botocore works the signature
   * out again, moto reads the policies.
   * @param unchecked how many more calls are let through
   */
  checkCalls(unchecked?: number): Promise<void>;
  /** What it wrote last, for the one who has to find out. */
  log(): string;
}

/** @param clock what moto's own follows: it is set once, and runs at the same rate from then on */
export async function startMoto(clock: Pick<VirtualClock, 'now' | 'rate'>): Promise<Moto> {
  const script = fileURLToPath(new URL('moto-server.py', import.meta.url));
  const child = spawn(python, ['-I', script, '--host', '127.0.0.1', '--port', '0'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      PATH: process.env.PATH,
      MOTO_RATE: String(clock.rate),
      MOTO_START: String(clock.now() / 1000),
      MOTO_IAM_LOAD_MANAGED_POLICIES: 'true',
    },
  });
  const ended = once(child, 'close');
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-20_000);
  });
  const url = await new Promise<string>((listening, failed) => {
    child.stderr.on('data', () => {
      const [found] = /http:\/\/127\.0\.0\.1:\d+/.exec(said) ?? [];
      if (found) listening(found);
    });
    ended.then(() => failed(new Error(`moto ended: ${said}`)), failed);
  });
  return {
    url,
    log: () => said,
    checkCalls: async (unchecked = 0) => {
      const answer = await fetch(`${url}/moto-api/reset-auth`, {
        method: 'POST',
        body: String(unchecked),
      });
      if (!answer.ok) throw new Error(`moto does not check calls: ${answer.status}`);
    },
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
