import { describe, expect, it } from 'vitest';
import { metricsOf } from '../../agent/metric-catalogue.ts';
import type { Note } from '../../wizard/engine/action.ts';
import type { Evidence } from '../../wizard/engine/evidence.ts';
import type { Series } from '../../wizard/look/datapoints.ts';
import type { HeartbeatSeen } from '../../wizard/look/heartbeats.ts';
import { type ArrivalFacts, judgeArrival } from '../../wizard/steps/arrival/judge.ts';
import { oldNonce, rootDisk, spec } from './sample-instance.ts';

const second = 1000;
const minute = 60 * second;
/** 12:30:40 */
const since = Date.UTC(2026, 10, 24, 12, 30, 40);
const now = since + 6 * minute;
const afterwards = since - 40 * second + 5 * minute;

const [memoryMetric, , , , , diskMetric] = metricsOf(spec, [rootDisk]);
if (!memoryMetric || !diskMetric) throw new Error('the catalogue has memory and disk');
const memory: Series = { metric: memoryMetric, points: [{ at: afterwards, value: 42 }] };
const line: HeartbeatSeen = {
  shard: 0,
  fingerprint: 7,
  ok: true,
  specHash: '0123456789ab',
  agentVersion: '1.0.0',
  nonce: oldNonce,
  at: afterwards + 12 * second,
};
const facts: ArrivalFacts = {
  now,
  since,
  freshForMs: 13 * minute,
  logsFreshForMs: 18 * minute,
  datapoints: { custom: [memory], samples: [] },
  log: { group: '/var/log/messages', heartbeats: [line] },
  sentAt: undefined,
  sender: { nonce: oldNonce, fingerprint: 7 },
};

const custom = (...series: Series[]) => ({ datapoints: { custom: series, samples: [] } });
const at = (ms: number): Pick<ArrivalFacts, 'datapoints'> =>
  custom({ ...memory, points: [{ at: ms, value: 1 }] });
const heartbeats = (...lines: HeartbeatSeen[]) => ({
  log: { group: '/var/log/messages', heartbeats: lines },
});
const awaited = (evidence: Evidence) =>
  evidence.outcome === 'waiting' ? evidence.awaited : evidence.outcome;
const notesOf = (evidence: Evidence): readonly Note[] => evidence.notes;

describe('data has arrived', () => {
  it.each<[string, Partial<ArrivalFacts>]>([
    ['each metric and the log line, both from after our last change', {}],
    ['no log is shipped', { log: undefined }],
    ['the newest point is from the minute after', at(since + 20 * second)],
    [
      'only the newest point counts',
      custom({
        ...memory,
        points: [
          { at: afterwards, value: 2 },
          { at: 0, value: 1 },
        ],
      }),
    ],
    [
      'this run changed nothing, and data is not old',
      {
        since: undefined,
        ...at(now - 13 * minute),
        ...heartbeats({ ...line, at: now - 18 * minute }),
      },
    ],
    ['lines of others stand beside ours', heartbeats({ ...line, fingerprint: 8, ok: false }, line)],
    ['an older line was bad', heartbeats({ ...line, ok: false, at: since + second }, line)],
  ])('%s', (_, change) => {
    expect(judgeArrival({ ...facts, ...change }).outcome).toBe('verified');
  });
});

describe('data is waited for', () => {
  const metric = ['MemoryUtilization'];
  const log = ['log-heartbeat'];

  it.each<[string, Partial<ArrivalFacts>, string[]]>([
    ['there is none', custom({ ...memory, points: [] }), metric],
    ['CloudWatch did not answer in full', custom({ ...memory, points: 'unknown' }), metric],
    ['it is from before our change', at(since - 10 * minute), metric],
    ['it is of the minute of our own test send', at(since - 40 * second), metric],
    [
      'one of two series has not come',
      custom(memory, { metric: diskMetric, points: [] }),
      ['DiskSpaceUtilization'],
    ],
    [
      'two disks have not come: said once',
      custom({ metric: diskMetric, points: [] }, { metric: diskMetric, points: [] }),
      ['DiskSpaceUtilization'],
    ],
    [
      'this run changed nothing, and data is old',
      { since: undefined, ...at(now - 13 * minute - 1) },
      metric,
    ],
    ['there is no log line', heartbeats(), log],
    [
      'the log could not be read to its end',
      { log: { group: 'g', heartbeats: 'could-not-look' } },
      log,
    ],
    ['the line is from before our change', heartbeats({ ...line, at: since - 5 * minute }), log],
    [
      'the line is from the minute of our change, but before it',
      heartbeats({ ...line, at: since - 30 * second }),
      log,
    ],
    [
      'the line is of an agent that was installed before',
      heartbeats({ ...line, nonce: 'other' }),
      log,
    ],
    ['the line is of another instance', heartbeats({ ...line, fingerprint: 8 }), log],
    ['the line says that sending failed', heartbeats({ ...line, ok: false }), log],
    [
      'this run changed nothing, and the line is old',
      { since: undefined, ...at(now), ...heartbeats({ ...line, at: now - 18 * minute - 1 }) },
      log,
    ],
    [
      'neither has come',
      { ...custom({ ...memory, points: [] }), ...heartbeats() },
      [...metric, ...log],
    ],
  ])('%s', (_, change, missing) => {
    expect(awaited(judgeArrival({ ...facts, ...change }))).toEqual(missing);
  });
});

describe('what is said of it', () => {
  it('is value and age of each metric, oldest point first, and the line', () => {
    const points = [
      { at: afterwards, value: 43 },
      { at: afterwards - 5 * minute, value: 41 },
    ];
    const disk = { metric: diskMetric, points: [{ at: afterwards, value: 9 }] };
    expect(notesOf(judgeArrival({ ...facts, ...custom({ ...memory, points }, disk) }))).toEqual([
      {
        id: 'metric-arrived',
        values: { metric: 'MemoryUtilization', value: 43, ageSeconds: 100, points: [41, 43] },
      },
      {
        id: 'metric-arrived',
        values: {
          metric: 'DiskSpaceUtilization',
          mountPath: '/',
          value: 9,
          ageSeconds: 100,
          points: [9],
        },
      },
      { id: 'heartbeat-arrived', values: { group: '/var/log/messages', ageSeconds: 88 } },
    ]);
  });

  it('is what has come, also while the rest is waited for', () => {
    const evidence = judgeArrival({ ...facts, ...heartbeats() });
    expect(notesOf(evidence).map(({ id }) => id)).toEqual(['metric-arrived']);
  });

  it('is no negative age where an instance runs ahead', () => {
    const [first] = notesOf(judgeArrival({ ...facts, ...at(now + minute) }));
    expect(first?.values.ageSeconds).toBe(0);
  });
});

describe('a second sender', () => {
  const samples = (ms: number, value: number) => ({
    datapoints: { custom: [memory], samples: [{ at: ms, value }] },
  });

  it.each<[string, Partial<ArrivalFacts>, number[]]>([
    ['shows as two samples in one minute', samples(afterwards, 2), [2]],
    ['is not seen in one sample a minute', samples(afterwards, 1), []],
    ['is not seen in the minute of our own test send', samples(since - 40 * second, 2), []],
    [
      'is seen where this run changed nothing',
      { since: undefined, ...samples(now - minute, 3) },
      [3],
    ],
    [
      'is not seen in the minute of an earlier test send',
      {
        since: undefined,
        sentAt: now - 2 * minute,
        ...samples(Math.floor((now - 2 * minute) / minute) * minute, 2),
      },
      [],
    ],
    ['is not seen in what is old', { since: undefined, ...samples(now - 14 * minute, 3) }, []],
  ])('%s', (_, change, seen) => {
    const notes = notesOf(judgeArrival({ ...facts, ...change }));
    expect(
      notes.filter(({ id }) => id === 'sent-twice').map(({ values }) => values.samples),
    ).toEqual(seen);
  });

  it('does not keep the evidence from being complete', () => {
    expect(judgeArrival({ ...facts, ...samples(afterwards, 2) }).outcome).toBe('verified');
  });
});
