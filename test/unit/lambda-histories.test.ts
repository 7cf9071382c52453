import { expect, it } from 'vitest';
import type { Alert } from '../../lambda/contract.ts';
import type { InstanceFacts } from '../../lambda/judge/facts.ts';
import { judge } from '../../lambda/judge/judge.ts';
import { answered, isAnsweredSince, ticksDue } from '../../lambda/judge/ticks.ts';
import { type Memory, transition } from '../../lambda/judge/transition.ts';
import { randomFrom } from '../support/random.ts';
import { at, data, healthy, instance, minute, place, recordItem } from './sample-watch.ts';

/** What happens at one tick and is seen by its run. */
interface Moment {
  readonly arrives: boolean;
  readonly detached: boolean;
  readonly stopped: boolean;
  readonly blind: 'inventory' | 'metrics' | 'canary' | 'role' | undefined;
}

const period = 5 * minute;

function history(random: () => number, length: number): Moment[] {
  let [arrives, detached, stopped] = [true, false, false];
  return Array.from({ length }, () => {
    if (random() < 0.15) arrives = !arrives;
    if (random() < 0.06) detached = !detached;
    if (random() < 0.05) stopped = !stopped;
    const blinds = ['inventory', 'metrics', 'canary', 'role'] as const;
    const blind = random() < 0.15 ? blinds[Math.floor(random() * 4)] : undefined;
    return { arrives, detached, stopped, blind };
  });
}

/** The facts of the run for tick number `index`. */
function factsAt(moments: readonly Moment[], index: number, start: number): InstanceFacts {
  const now = start + index * period;
  const moment = moments[index];
  const stamps = moments.flatMap(({ arrives, stopped }, tick) =>
    arrives && !stopped ? [start - 3 * minute + tick * period + 20_000] : [],
  );
  const before = Array.from({ length: 5 }, (_, back) => start - 3 * minute - (back + 1) * period);
  const due = ticksDue(now, 300, 'metrics');
  const seen = answered(due, 300, [...stamps, ...before]);
  const metrics = [{ metric: 'MemoryUtilization', ticks: seen }];
  const known = data({ metrics, metricTicks: due, logs: 'not-shipped' });
  return {
    ...healthy,
    at: now,
    record: { ...recordItem, verifiedAt: start - 60 * minute, phaseSince: start - 60 * minute },
    instance:
      moment?.blind === 'inventory'
        ? 'unknown'
        : {
            ...instance,
            launchedAt: start - 48 * 60 * minute,
            state: moment?.stopped ? 'stopped' : 'running',
            profile: moment?.detached ? undefined : instance.profile,
          },
    role: moment?.blind === 'role' ? 'unknown' : healthy.role,
    data: {
      ...known,
      ...(moment?.blind === 'metrics' ? { metrics: 'unknown' as const } : {}),
      canaryLate: moment?.blind === 'canary',
    },
  };
}

interface Told {
  readonly index: number;
  readonly alert: Alert;
}

function watch(moments: readonly Moment[], start = at) {
  let memory: Memory | undefined;
  const told: Told[] = [];
  let repeated = 0;
  moments.forEach((_, index) => {
    const facts = factsAt(moments, index, start);
    const judgement = judge(facts);
    const step = transition(memory, judgement, facts.at, place);
    memory = step?.memory ?? memory;
    told.push(...(step?.messages ?? []).map((alert) => ({ index, alert })));
    // A run that comes again.
    repeated += transition(memory, judgement, facts.at, place)?.messages.length ?? 0;
  });
  return { told, open: memory?.episode !== undefined, repeated };
}

const seeds = Array.from({ length: 200 }, (_, seed) => seed);
const histories = seeds.map((seed) => history(randomFrom(seed), 40));
const watched = histories.map((moments) => ({ moments, ...watch(moments) }));
const everything = watched.flatMap(({ told, moments }) =>
  told.map((one) => ({ ...one, moments, moment: moments[one.index] as Moment })),
);

it('alternates: an alert, perhaps updates, then one end; never an end without a beginning', () => {
  const letters = { alert: 'A', update: 'u', 'all-clear': 'E', closed: 'E' };
  const shapes = watched.map(({ told }) => told.map(({ alert }) => letters[alert.kind]).join(''));
  expect(shapes.filter((shape) => !/^(Au*E)*(Au*)?$/.test(shape))).toEqual([]);
  expect(shapes.join('').replaceAll(/[^A]/g, '').length).toBeGreaterThan(200);
});

it('tells at most one message a run, and none when the run comes again', () => {
  const most = watched.map(({ told }) => new Set(told.map(({ index }) => index)).size);
  expect(most).toEqual(watched.map(({ told }) => told.length));
  expect(watched.filter(({ repeated }) => repeated > 0)).toEqual([]);
});

it('never says that metrics are missing before every tick of the window is', () => {
  const silent = everything.filter(
    ({ alert }) => alert.cause === 'metrics-missing' && /alert|update/.test(alert.kind),
  );
  const early = silent.filter(({ index, moments }) =>
    [index, index - 1].some((tick) => moments[tick]?.arrives && !moments[tick]?.stopped),
  );
  expect(silent.length).toBeGreaterThan(100);
  expect(early).toEqual([]);
});

it('gives every message an id of its own', () => {
  for (const { told } of watched)
    expect(new Set(told.map(({ alert }) => alert.alertId)).size).toBe(told.length);
});

it('tells nothing in a run that could not look, but what it did see', () => {
  const blind = everything.filter(({ moment }) => moment.blind);
  const unseen = blind.filter(({ alert, moment }) => {
    if (alert.kind === 'closed') return !moment.stopped || moment.blind === 'inventory';
    if (alert.kind === 'all-clear' || moment.blind === 'inventory') return true;
    return alert.cause !== 'role-detached' && moment.blind !== 'role';
  });
  expect(blind.length).toBeGreaterThan(20);
  expect(unseen).toEqual([]);
});

it('ends: dead for ever is told, healthy for ever is clear', () => {
  const dead = { arrives: false, detached: false, stopped: false, blind: undefined };
  const well = { ...dead, arrives: true };
  expect(histories.filter((moments) => !watch([...moments, dead, dead, dead]).open)).toEqual([]);
  expect(histories.filter((moments) => watch([...moments, well, well, well]).open)).toEqual([]);
});

it('does not depend on when: shifted by whole periods, the same is told', () => {
  const shown = ({ index, alert }: Told) => `${index} ${alert.kind} ${alert.cause}`;
  const later = at + 1_000 * period;
  for (const { moments, told } of watched.slice(0, 50))
    expect(watch(moments, later).told.map(shown)).toEqual(told.map(shown));
});

it('is not moved by data that comes twice, in another order, or for another time', () => {
  const random = randomFrom(7);
  for (let trial = 0; trial < 500; trial++) {
    const due = ticksDue(at + Math.floor(random() * 100) * period, 300, 'metrics');
    const stamps = due.flatMap((tick) => (random() < 0.5 ? [tick + random() * period] : []));
    const old = (due[0] ?? 0) - 1 - random() * 60 * minute;
    const same = [...stamps, ...stamps, old].sort(() => random() - 0.5);
    expect(answered(due, 300, same)).toEqual(answered(due, 300, stamps));
  }
});

// Its last start stays what it was, and EC2 calls it running all the while.
it.each([
  { every: 60, away: 4 },
  { every: 300, away: 5 },
] as const)('tells nothing of a reboot of $away minutes at $every s, and all of silence', (row) => {
  const { every, away } = row;
  /** What is told when nothing is sent between two times. */
  const toldOf = (from: number, to: number) => {
    let memory: Memory | undefined;
    const told: string[] = [];
    for (let now = at; now < at + 40 * minute; now += every * 1000) {
      const due = ticksDue(now, every, 'metrics');
      const sent = Array.from({ length: 30 }, (_, back) => {
        const stamp = Math.floor(now / (every * 1000) - back) * every * 1000 + 10_000;
        // What was sent half a minute ago cannot be read yet.
        return stamp > now - 40_000 || (stamp >= from && stamp < to) ? [] : [stamp];
      }).flat();
      const metrics = [
        {
          metric: 'MemoryUtilization',
          ticks: answered(due, every, sent),
          isBack: isAnsweredSince(due, every, sent),
        },
      ];
      const known = data({ metrics, metricTicks: due, logs: 'not-shipped' });
      const spec = { ...recordItem.spec, period: every };
      const facts = { ...healthy, at: now, record: { ...recordItem, spec }, data: known };
      const step = transition(memory, judge(facts), now, place);
      memory = step?.memory ?? memory;
      told.push(...(step?.messages ?? []).map(({ kind, cause }) => `${kind} ${cause}`));
    }
    return told;
  };
  for (let second = 0; second < 600; second += 7) {
    const from = at + second * 1000;
    expect(toldOf(from, from + away * minute)).toEqual([]);
    expect(toldOf(from, Number.POSITIVE_INFINITY)).toEqual(['alert metrics-missing']);
  }
});
