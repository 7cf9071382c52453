import { expect, it } from 'vitest';
import {
  answered,
  asFarAsRead,
  isAnsweredSince,
  type Tick,
  ticksDue,
} from '../../lambda/judge/ticks.ts';

const t = (time: string) => Date.parse(`2026-11-24T${time}Z`);
const shown = (ticks: readonly number[]) =>
  ticks.map((tick) => new Date(tick).toISOString().slice(11, 16));

it.each([
  { at: '12:03:00', period: 300, channel: 'metrics', due: ['11:55', '12:00'] },
  { at: '12:02:59', period: 300, channel: 'metrics', due: ['11:50', '11:55'] },
  { at: '12:07:59', period: 300, channel: 'metrics', due: ['11:55', '12:00'] },
  { at: '12:03:00', period: 300, channel: 'logs', due: ['11:50', '11:55', '12:00'] },
  { at: '12:03:00', period: 60, channel: 'metrics', due: ['11:58', '11:59', '12:00'] },
  { at: '12:03:00', period: 60, channel: 'logs', due: ['11:58', '11:59', '12:00'] },
] as const)('at $at, $channel every $period s: $due are due', ({ at, period, channel, due }) => {
  expect(shown(ticksDue(t(at), period, channel))).toEqual(due);
});

it.each([
  { stamps: ['12:00:00'], says: ['missing', 'ok'] },
  { stamps: ['12:04:59'], says: ['missing', 'ok'] },
  { stamps: ['12:05:00'], says: ['missing', 'missing'] },
  { stamps: ['11:59:59'], says: ['ok', 'missing'] },
  { stamps: ['11:55:00', '12:01:00', '12:01:00'], says: ['ok', 'ok'] },
  { stamps: [], says: ['missing', 'missing'] },
])('a datum of $stamps answers $says', ({ stamps, says }) => {
  const ticks = ticksDue(t('12:03:00'), 300, 'metrics');
  expect(answered(ticks, 300, stamps.map(t))).toEqual(says);
});

it.each([
  { stamps: ['12:04:59'], says: false },
  { stamps: ['12:05:00'], says: true },
  { stamps: ['11:55:00', '12:06:10'], says: true },
  { stamps: [], says: false },
])('a datum of $stamps came behind the ticks of 12:03: $says', ({ stamps, says }) => {
  const ticks = ticksDue(t('12:03:00'), 300, 'metrics');
  expect(isAnsweredSince(ticks, 300, stamps.map(t))).toBe(says);
});

it('moves with time: the same shift of everything gives the same answers', () => {
  const shift = 7 * 300_000;
  const before = ticksDue(t('12:03:10'), 300, 'metrics');
  const after = ticksDue(t('12:03:10') + shift, 300, 'metrics');
  expect(after).toEqual(before.map((tick) => tick + shift));
});

it.each<{ found: Tick[]; says: Tick[] }>([
  { found: ['missing', 'missing', 'ok'], says: ['ok'] },
  { found: ['missing', 'ok', 'missing'], says: ['ok', 'missing'] },
  { found: ['ok', 'missing', 'missing'], says: ['ok', 'missing', 'missing'] },
  { found: ['missing', 'missing', 'missing'], says: ['unknown', 'unknown', 'unknown'] },
])('$found, read from the newest on and not to the end: $says', ({ found, says }) => {
  expect(asFarAsRead(found)).toEqual(says);
});
