import { flag, type Input, number, text } from '../../input.ts';
import type { Call } from '../../service.ts';
import { streamOf } from './lookup.ts';
import { fittingPage } from './pages.ts';
import { invalid, readLimit, refuseUnmodelled } from './parameters.ts';
import { firstId, type LogEvent, nextId, retainedFrom } from './state.ts';

const maxEvents = 10_000;

/**
 * A place between two events: forward from here come ids not below it, backward those below it.
 * So a token stays good when events are added or expire.
 */
interface Place {
  readonly id: string;
  readonly isForward: boolean;
}

/** Tokens never run out: at an end of the stream the token that was sent comes back. */
export function getLogEvents(input: Input, call: Call): object {
  refuseUnmodelled(input, 'unmask');
  const { group, stream } = streamOf(input, call);
  const limit = readLimit(input, maxEvents);
  const from = Math.max(number(input, 'startTime') ?? 0, retainedFrom(group, call.now));
  const until = number(input, 'endTime') ?? Number.POSITIVE_INFINITY;
  const inRange = stream.events.filter(({ timestamp }) => timestamp >= from && timestamp < until);

  const place = readPlace(input);
  const isForward = place?.isForward ?? flag(input, 'startFromHead') ?? false;
  const page = isForward
    ? fittingPage(place ? inRange.filter(({ id }) => id >= place.id) : inRange, limit)
    : lastPage(place ? inRange.filter(({ id }) => id < place.id) : inRange, limit);
  const [first, last] = [page[0], page.at(-1)];
  const here = place?.id ?? firstId;
  return {
    events: page.map(({ timestamp, message, ingestionTime }) => ({
      timestamp,
      message,
      ingestionTime,
    })),
    nextForwardToken: `f/${last ? nextId(last.id) : here}/s`,
    nextBackwardToken: `b/${first ? first.id : here}/s`,
  };
}

function readPlace(input: Input): Place | undefined {
  const token = text(input, 'nextToken');
  if (token === undefined) return undefined;
  const [, direction, id] = /^([fb])\/(\d{56})\/s$/.exec(token) ?? [];
  if (id === undefined) throw invalid('The specified nextToken is invalid.');
  return { id, isForward: direction === 'f' };
}

/** The newest that fit, still oldest first. */
function lastPage(events: readonly LogEvent[], limit: number): LogEvent[] {
  return fittingPage([...events].reverse(), limit).reverse();
}
