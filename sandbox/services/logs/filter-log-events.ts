import { type Input, number, text, texts } from '../../input.ts';
import type { Call } from '../../service.ts';
import { parseFilterPattern } from './filter-pattern.ts';
import { groupOf, streamOrThrow } from './lookup.ts';
import { fittingPage } from './pages.ts';
import { constraint, invalid, readLimit, readStreamName, refuseUnmodelled } from './parameters.ts';
import { type LogEvent, type LogGroup, type LogStream, nextId, retainedFrom } from './state.ts';

const maxEvents = 10_000;
const maxStreamNames = 100;

/** Events looked at for one answer; AWS publishes no number, only that pages may be empty. */
const scannedPerPage = 10_000;

interface Found extends LogEvent {
  readonly logStreamName: string;
}

/** Only an answer without `nextToken` is the last one, however empty those before were. */
export function filterLogEvents(input: Input, call: Call): object {
  refuseUnmodelled(input, 'unmask');
  const limit = readLimit(input, maxEvents);
  const isMatch = parseFilterPattern(text(input, 'filterPattern') ?? '');
  const group = groupOf(input, call);
  const waiting = eventsFrom(readStreams(input, group), readRange(input, group, call));

  const scanned = waiting.slice(0, scannedPerPage);
  const matches = scanned.filter(({ message }) => isMatch(message));
  const page = fittingPage(matches, limit);
  const lastSeen = page.length < matches.length ? page.at(-1) : scanned.at(-1);
  const goesOn = lastSeen !== undefined && lastSeen.id !== waiting.at(-1)?.id;
  return {
    events: page.map(({ id, ...event }) => ({ ...event, eventId: id })),
    searchedLogStreams: [],
    nextToken: goesOn ? tokenOf(nextId(lastSeen.id)) : undefined,
  };
}

function readStreams(input: Input, group: LogGroup): LogStream[] {
  const names = texts(input, 'logStreamNames');
  const hasPrefix = text(input, 'logStreamNamePrefix') !== undefined;
  if (names.length > 0 && hasPrefix)
    throw invalid('logStreamNamePrefix and logStreamNames are mutually exclusive parameters.');
  if (names.length > maxStreamNames)
    throw constraint(
      `[${names}]`,
      'logStreamNames',
      `have length less than or equal to ${maxStreamNames}`,
    );
  if (names.length > 0) return names.map((name) => streamOrThrow(group, name));
  const prefix = hasPrefix ? readStreamName(input, 'logStreamNamePrefix') : '';
  return [...group.streams.values()].filter(({ name }) => name.startsWith(prefix));
}

interface Range {
  /** Both inclusive: unlike GetLogEvents, the end belongs to it. */
  readonly from: number;
  readonly until: number;
  readonly firstId: string;
}

function readRange(input: Input, group: LogGroup, call: Call): Range {
  return {
    from: Math.max(number(input, 'startTime') ?? 0, retainedFrom(group, call.now)),
    until: number(input, 'endTime') ?? Number.POSITIVE_INFINITY,
    firstId: readToken(input) ?? '',
  };
}

/** Of all streams together, oldest first. */
function eventsFrom(streams: readonly LogStream[], { from, until, firstId }: Range): Found[] {
  return streams
    .flatMap((stream) =>
      stream.events
        .filter(({ id, timestamp }) => id >= firstId && timestamp >= from && timestamp <= until)
        .map((event) => ({ ...event, logStreamName: stream.name })),
    )
    .sort((one, other) => (one.id < other.id ? -1 : 1));
}

function tokenOf(id: string): string {
  return Buffer.from(id).toString('base64url');
}

function readToken(input: Input): string | undefined {
  const token = text(input, 'nextToken');
  if (token === undefined) return undefined;
  const id = Buffer.from(token, 'base64url').toString();
  if (!/^\d{56}$/.test(id)) throw invalid('The specified nextToken is invalid.');
  return id;
}
