/** Milliseconds since 1970, in the sandbox's virtual time. */
export type EpochMs = number;

type Work = () => void | Promise<void>;

interface Due {
  readonly at: EpochMs;
  readonly order: number;
  readonly work: Work;
}

/**
 * The one clock that everything in the sandbox reads: signatures, `Date:` headers, credential
 * expiry, cron, AWS's own delays, and `date` and `sleep` inside a pretend instance.
 */
export interface VirtualClock {
  /** Virtual milliseconds that pass in one real one. 0 stands still until `advance`. */
  readonly rate: number;
  now(): EpochMs;
  /** Runs `work` once the clock reaches `at` (at once when that has passed). The answer cancels it. */
  at(at: EpochMs, work: Work): () => void;
  /** `work` at each whole multiple of `periodMs` from now on. The answer cancels it. */
  every(periodMs: number, work: (at: EpochMs) => void | Promise<void>): () => void;
  /** Moves on by `ms`; work that falls due runs in order, at its own time, and is awaited. */
  advance(ms: number): Promise<void>;
  /** Cancels everything that is still to come. */
  dispose(): void;
}

export interface ClockOptions {
  readonly startAt?: EpochMs;
  readonly rate?: number;
  /** Told of work that threw; without it the error is thrown out of `advance`, or crashes. */
  readonly onError?: (error: unknown) => void;
}

export function createClock(options: ClockOptions = {}): VirtualClock {
  const rate = options.rate ?? 0;
  const queue: Due[] = [];
  let base = options.startAt ?? Date.now();
  let realBase = performance.now();
  let order = 0;
  let timer: NodeJS.Timeout | undefined;
  let advancing = Promise.resolve();
  let disposed = false;

  const now = (): EpochMs => Math.floor(base + (performance.now() - realBase) * rate);

  const setTo = (at: EpochMs) => {
    base = at;
    realBase = performance.now();
  };

  const run = async (work: Work) => {
    try {
      await work();
    } catch (error) {
      if (!options.onError) throw error;
      options.onError(error);
    }
  };

  const takeDue = (until: EpochMs): Due | undefined => {
    const next = queue[0];
    if (!next || next.at > until) return undefined;
    return queue.shift();
  };

  /** Running clocks start due work at its time and do not wait for it: machines queue for themselves. */
  const tick = () => {
    for (let due = takeDue(now()); due; due = takeDue(now())) void run(due.work);
    arm();
  };

  const arm = () => {
    clearTimeout(timer);
    const next = queue[0];
    if (disposed || rate === 0 || !next) return;
    timer = setTimeout(tick, Math.min(Math.max(0, (next.at - now()) / rate), 2 ** 30));
    timer.unref();
  };

  const at = (time: EpochMs, work: Work) => {
    const due = { at: time, order: order++, work };
    const index = queue.findIndex((other) => other.at > time);
    queue.splice(index === -1 ? queue.length : index, 0, due);
    arm();
    return () => {
      const found = queue.indexOf(due);
      if (found !== -1) queue.splice(found, 1);
    };
  };

  const advanceTo = async (target: EpochMs) => {
    clearTimeout(timer);
    for (let due = takeDue(target); due; due = takeDue(target)) {
      setTo(Math.max(due.at, now()));
      await run(due.work);
    }
    setTo(Math.max(target, now()));
    arm();
  };

  return {
    rate,
    now,
    at,
    every: (periodMs, work) => repeat({ now, at }, periodMs, work),
    // Two callers at once move the clock one after the other, never through each other.
    advance: (ms) => {
      const next = advancing.then(() => advanceTo(now() + ms));
      advancing = next.catch(() => {});
      return next;
    },
    dispose: () => {
      disposed = true;
      clearTimeout(timer);
      queue.length = 0;
    },
  };
}

function repeat(
  clock: Pick<VirtualClock, 'now' | 'at'>,
  periodMs: number,
  work: (at: EpochMs) => void | Promise<void>,
): () => void {
  let cancel = () => {};
  const schedule = (after: EpochMs) => {
    const next = (Math.floor(after / periodMs) + 1) * periodMs;
    cancel = clock.at(next, () => {
      // Planned before the work runs, so that work which throws does not end the series.
      schedule(next);
      return work(next);
    });
  };
  schedule(clock.now());
  return () => cancel();
}
