import { describe, expect, it } from 'vitest';
import {
  type CloudWatchState,
  createCloudWatchState,
  putDatum,
} from '../../sandbox/services/cloudwatch/state.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const start = Date.parse('2026-03-01T00:00:00Z');

const put = (state: CloudWatchState, at: number, over: object = {}) =>
  putDatum(state, {
    namespace: 'System/Linux',
    metricName: 'Memory',
    dimensions: [],
    value: 1,
    at,
    receivedAt: at,
    ...over,
  });
const points = (state: CloudWatchState, metric = 0) =>
  [...state.metrics.values()].flatMap(({ pointsByUnit }) => [...pointsByUnit.values()])[metric] ??
  [];

describe('datapoints in memory', () => {
  it('become one a minute after 3 hours, one per 5 minutes after 15 days, none after 63', () => {
    const state = createCloudWatchState();
    for (let second = 0; second < 600; second += 1)
      put(state, start + second * 1_000, { storageResolution: 1, value: second });
    const sizesAt = (at: number) => {
      put(state, at, { metricName: 'Clock' });
      return points(state).length;
    };
    expect(sizesAt(start + hourMs)).toBe(600);
    expect(sizesAt(start + 4 * hourMs)).toBe(10);
    expect(sizesAt(start + 16 * dayMs)).toBe(2);
    expect(points(state).map(({ summary }) => summary.sum)).toEqual([
      (299 * 300) / 2,
      (299 * 300) / 2 + 300 * 300,
    ]);
    put(state, start + 64 * dayMs, { metricName: 'Clock' });
    expect([...state.metrics.values()].map(({ metricName }) => metricName)).toEqual(['Clock']);
  });

  it('never hold more than the limit, and the newest stay', () => {
    const state = createCloudWatchState(100);
    for (let minute = 0; minute < 1_000; minute += 1) put(state, start + minute * 60_000);
    expect(points(state).length).toBeLessThanOrEqual(100);
    expect(state.pointWeight).toBe(points(state).length);
    expect(points(state).at(-1)?.at).toBe(start + 999 * 60_000);
  });
});
