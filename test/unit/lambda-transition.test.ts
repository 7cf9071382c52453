import { describe, expect, it } from 'vitest';
import type { CauseId } from '../../lambda/contract.ts';
import { commandFor } from '../../lambda/judge/command.ts';
import type { Judgement } from '../../lambda/judge/judge.ts';
import { type Memory, transition } from '../../lambda/judge/transition.ts';
import { instanceId } from './sample-instance.ts';
import { at, hour, judged, minute, place } from './sample-watch.ts';

const bad = { state: 'DOWN', good: false, clear: false } as const;

/** Causes that hold, seen in a window that began ten minutes before. */
function down(now: number, ...causes: CauseId[]): Judgement {
  const from = now - 10 * minute;
  const held = causes.map((cause) => ({
    cause,
    since: cause === 'metrics-missing' ? from : now,
    evidence: [],
  }));
  return judged({ ...bad, from, causes: held });
}

/** Five minutes apart; what each run is told, or `-`. */
function story(...looks: ((now: number) => Judgement)[]): string[] {
  let memory: Memory | undefined;
  return looks.map((look, index) => {
    const now = at + index * 5 * minute;
    const step = transition(memory, look(now), now, place);
    memory = step?.memory ?? memory;
    const [message] = step?.messages ?? [];
    if (!message) return '-';
    return [message.kind, message.closedBy ?? message.cause].join(' ');
  });
}

const good = () => judged({});
const half = () => judged({ clear: false });
const late = () => judged({ state: 'LATE', good: false, clear: false });
const unseen = () => judged({ state: 'UNKNOWN', good: false, clear: false, unseen: true });
const seenButBlind = () => judged({ unseen: true });
/** It was not the turn of its log. */
const unread = () => judged({ logsUnread: true });
const off = (more: Partial<Judgement>) => () =>
  judged({ state: 'OFF', good: false, clear: false, ...more });
const is =
  (...causes: CauseId[]) =>
  (now: number) =>
    down(now, ...causes);

describe('from alert to all-clear', () => {
  it.each([
    { name: 'nothing', looks: [good, late, half, good], told: ['-', '-', '-', '-'] },
    {
      name: 'silence, then two good ticks',
      looks: [is('metrics-missing'), is('metrics-missing'), half, good, good],
      told: ['alert metrics-missing', '-', '-', 'all-clear metrics-missing', '-'],
    },
    {
      name: 'drift, then two good runs',
      looks: [is('role-detached'), good, good, good],
      told: ['alert role-detached', '-', 'all-clear role-detached', '-'],
    },
    {
      name: 'a good run that is not followed by another',
      looks: [is('role-detached'), good, late, good, good],
      told: ['alert role-detached', '-', '-', '-', 'all-clear role-detached'],
    },
    {
      name: 'what could not be seen keeps what there was',
      looks: [is('role-detached'), good, unseen, seenButBlind, good],
      told: ['alert role-detached', '-', '-', '-', 'all-clear role-detached'],
    },
    {
      name: 'logs that are read every third run are clear after two good looks',
      looks: [is('logs-missing'), unread, unread, good, unread, unread, good],
      told: ['alert logs-missing', '-', '-', '-', '-', '-', 'all-clear logs-missing'],
    },
    {
      name: 'a log that is not read keeps nothing else from being clear',
      looks: [is('role-detached'), unread, unread],
      told: ['alert role-detached', '-', 'all-clear role-detached'],
    },
    {
      name: 'nor hides it another cause, nor is it told in place of missing logs',
      looks: [
        is('logs-missing'),
        (now: number) => ({ ...down(now, 'detailed-monitoring-off'), logsUnread: true }),
        (now: number) => ({ ...down(now, 'detailed-monitoring-off'), logsUnread: true }),
        (now: number) => ({ ...down(now, 'role-detached'), logsUnread: true }),
      ],
      told: ['alert logs-missing', '-', '-', 'update role-detached'],
    },
    {
      name: 'two runs that look at the same good tick are not two good ticks',
      looks: [is('metrics-missing'), half, half, half, good],
      told: ['alert metrics-missing', '-', '-', '-', 'all-clear metrics-missing'],
    },
    {
      name: 'down again is another alert',
      looks: [is('role-detached'), good, good, is('role-detached')],
      told: ['alert role-detached', '-', 'all-clear role-detached', 'alert role-detached'],
    },
  ])('$name', ({ looks, told }) => {
    expect(story(...looks)).toEqual(told);
  });
});

describe('closed without an all-clear', () => {
  it.each([
    { name: 'stopped', last: off({ closedBy: 'stopped' }), told: 'closed stopped' },
    { name: 'terminated', last: off({ closedBy: 'terminated' }), told: 'closed terminated' },
    { name: 'undone', last: off({ closedBy: 'undone' }), told: 'closed undone' },
    {
      name: 'started since',
      last: off({ launchedAt: at + minute }),
      told: 'closed stopped',
    },
    { name: 'started before', last: off({ launchedAt: at - minute }), told: '-' },
  ])('$name: $told', ({ last, told }) => {
    expect(story(is('metrics-missing'), last)).toEqual(['alert metrics-missing', told]);
    expect(story(good, last)).toEqual(['-', '-']);
  });
});

describe('another cause', () => {
  it.each([
    {
      name: 'an earlier one is told at once',
      looks: [is('metrics-missing'), is('role-detached', 'metrics-missing')],
      told: ['alert metrics-missing', 'update role-detached'],
    },
    {
      name: 'a later one is not, while the first holds',
      looks: [is('role-detached'), is('role-detached', 'metrics-missing')],
      told: ['alert role-detached', '-'],
    },
    {
      name: 'a later one needs ticks of its own after the first has ended',
      looks: [
        is('role-detached', 'metrics-missing'),
        is('metrics-missing'),
        is('metrics-missing'),
        is('metrics-missing'),
      ],
      told: ['alert role-detached', '-', '-', 'update metrics-missing'],
    },
    {
      name: 'nor when the first came back',
      looks: [
        is('role-detached'),
        is('metrics-missing'),
        is('role-detached', 'metrics-missing'),
        is('metrics-missing'),
        is('metrics-missing'),
      ],
      told: ['alert role-detached', '-', '-', '-', '-'],
    },
    {
      name: 'nor while it cannot be seen whether the first holds',
      looks: [
        is('role-missing'),
        ...[1, 2, 3].map(() => (now: number) => ({
          ...down(now, 'metrics-missing'),
          unseen: true,
        })),
      ],
      told: ['alert role-missing', '-', '-', '-'],
    },
    {
      name: 'never reported is no news after missing metrics',
      looks: [is('metrics-missing'), is('never-reported'), is('never-reported')],
      told: ['alert metrics-missing', '-', '-'],
    },
  ])('$name', ({ looks, told }) => {
    expect(story(...looks)).toEqual(told);
  });
});

it('takes the same run, or an older one, only once', () => {
  const step = transition(undefined, down(at, 'role-detached'), at, place);
  expect(step?.messages).toHaveLength(1);
  expect(transition(step?.memory, down(at, 'role-missing'), at, place)).toBeUndefined();
  const before = at - hour;
  expect(transition(step?.memory, down(before, 'role-missing'), before, place)).toBeUndefined();
});

it('names a message so that its copies, its order and its episode are known', () => {
  const first = transition(undefined, down(at, 'metrics-missing'), at, place);
  const later = at + 5 * minute;
  const second = transition(first?.memory, down(later, 'role-detached'), later, place);
  const episode = `v1:${instanceId}:${at / 1000}`;
  expect(first?.messages[0]).toMatchObject({ alertId: `${episode}:1`, episodeId: episode });
  expect(second?.messages[0]).toMatchObject({ alertId: `${episode}:2`, episodeId: episode });
});

it('gives the one command only where it helps and is safe to paste', () => {
  const command = (cause: CauseId, where = place) =>
    transition(undefined, down(at, cause), at, where)?.messages[0]?.command;
  expect(command('role-detached')).toBe(
    `cloudwatch-wizard repair --instance-id ${instanceId} --region ap-northeast-2 --expect-account 123456789012`,
  );
  expect(command('other-role-attached')).toBeUndefined();
  expect(command('role-detached', { ...place, region: 'x; rm -rf /' })).toBeUndefined();
  const { causes } = down(at, 'role-detached');
  expect(commandFor(causes, 'i-0; rm -rf /', place)).toBeUndefined();
});
