import { describe, expect, it } from 'vitest';
import type { Clock } from '../../wizard/clock.ts';
import { type Evidence, retryWhile, waitForEvidence } from '../../wizard/engine/evidence.ts';
import { CancelledError } from '../../wizard/errors.ts';

/** Whoever sleeps moves it on. */
function fakeClock(signal?: AbortSignal): Clock & { readonly slept: number[] } {
  let now = 1_000_000;
  const slept: number[] = [];
  return {
    slept,
    now: () => now,
    sleep: async (ms) => {
      signal?.throwIfAborted();
      slept.push(ms);
      now += ms;
    },
  };
}

const waiting: Evidence = { outcome: 'waiting', awaited: ['MemoryUsed'], notes: [] };
const verified: Evidence = { outcome: 'verified', notes: [] };

/** Answers these one after the other, and the last one for ever. */
function answers(...all: readonly [Evidence, ...Evidence[]]) {
  let asked = 0;
  const look = async () => all[Math.min(asked++, all.length - 1)] ?? waiting;
  return { look, asked: () => asked };
}

describe('evidence is looked for', () => {
  it.each<[string, Evidence[], Evidence, number]>([
    ['once when it is there', [verified], verified, 1],
    ['until it is there', [waiting, waiting, verified], verified, 3],
  ])('%s', async (_, [first = waiting, ...rest], evidence, looks) => {
    const { look, asked } = answers(first, ...rest);
    const patience = { timeoutMs: 600_000, intervalMs: 15_000 };
    expect(await waitForEvidence(look, patience, fakeClock())).toBe(evidence);
    expect(asked()).toBe(looks);
  });

  it.each([
    [60_000, 15_000, 5, 60_000],
    [50_000, 15_000, 4, 45_000],
    [0, 15_000, 1, 0],
    [14_999, 15_000, 1, 0],
  ])(
    'for %s ms every %s ms: %s looks, never longer than asked',
    async (timeoutMs, intervalMs, looks, waited) => {
      const clock = fakeClock();
      const { look, asked } = answers(waiting);
      expect(await waitForEvidence(look, { timeoutMs, intervalMs }, clock)).toBe(waiting);
      expect(asked()).toBe(looks);
      expect(clock.slept.reduce((sum, ms) => sum + ms, 0)).toBe(waited);
    },
  );

  it('with a countdown, and what is awaited, before each pause', async () => {
    const said: unknown[] = [];
    const onWait = (...what: unknown[]) => said.push(what);
    const patience = { timeoutMs: 30_000, intervalMs: 15_000, onWait };
    await waitForEvidence(answers(waiting).look, patience, fakeClock());
    expect(said).toEqual([
      [['MemoryUsed'], 30_000],
      [['MemoryUsed'], 15_000],
    ]);
  });

  it('not after Ctrl+C', async () => {
    const controller = new AbortController();
    controller.abort(new CancelledError());
    const { look, asked } = answers(waiting);
    const patience = { timeoutMs: 600_000, intervalMs: 15_000 };
    const wait = waitForEvidence(look, patience, fakeClock(controller.signal), controller.signal);
    await expect(wait).rejects.toBeInstanceOf(CancelledError);
    expect(asked()).toBe(1);
  });
});

describe('an attempt', () => {
  const patience = { timeoutMs: 10_000, intervalMs: 5_000 };
  const soon = new Error('not yet');
  const failing = (times: number, error: Error) => {
    let attempts = 0;
    const attempt = async () => {
      if (attempts++ < times) throw error;
      return 'there';
    };
    return { attempt, attempts: () => attempts };
  };

  it.each([0, 1, 2])('is repeated after %s failures that pass', async (times) => {
    const { attempt, attempts } = failing(times, soon);
    const retryable = (error: unknown) => error === soon;
    expect(await retryWhile(attempt, retryable, patience, fakeClock())).toBe('there');
    expect(attempts()).toBe(times + 1);
  });

  it('ends with its own error when patience ends, without one more pause', async () => {
    const clock = fakeClock();
    const { attempt } = failing(9, soon);
    await expect(retryWhile(attempt, () => true, patience, clock)).rejects.toBe(soon);
    expect(clock.slept).toEqual([5_000, 5_000]);
  });

  it('is not repeated after another failure', async () => {
    const other = new Error('no');
    const { attempt, attempts } = failing(9, other);
    const retryable = (error: unknown) => error === soon;
    await expect(retryWhile(attempt, retryable, patience, fakeClock())).rejects.toBe(other);
    expect(attempts()).toBe(1);
  });

  it('says how long there is still patience for', async () => {
    const left: number[] = [];
    const onWait = (_: readonly string[], ms: number) => left.push(ms);
    await retryWhile(failing(2, soon).attempt, () => true, { ...patience, onWait }, fakeClock());
    expect(left).toEqual([10_000, 5_000]);
  });
});
