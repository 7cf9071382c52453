import type { EpochMs } from '../../clock.ts';

export interface LogEvent {
  /**
   * 56 digits, as AWS's are; ids sort by time stamp, then by arrival, over all streams. Page
   * tokens are made of them.
   */
  readonly id: string;
  readonly timestamp: EpochMs;
  readonly message: string;
  readonly ingestionTime: EpochMs;
}

export interface LogStream {
  readonly name: string;
  readonly creationTime: EpochMs;
  /** In the order of their ids. */
  events: LogEvent[];
}

export interface LogGroup {
  readonly name: string;
  readonly creationTime: EpochMs;
  readonly logGroupClass: string;
  /** Left out, events are kept for ever. */
  retentionInDays: number | undefined;
  readonly kmsKeyId: string | undefined;
  readonly tags: Map<string, string>;
  readonly streams: Map<string, LogStream>;
}

export interface LogsState {
  readonly groups: Map<string, LogGroup>;
  /** Of all events, as AWS counts them; keeps memory bounded. */
  storedBytes: number;
  /** Above this the oldest events of every stream go, whatever the retention. */
  readonly maxStoredBytes: number;
  /** Of all events there ever were. */
  eventCount: number;
}

/** AWS counts this on top of each event's text. */
const overheadBytes = 26;

export const dayMs = 24 * 3_600_000;

export function createLogsState(maxStoredBytes = 128 * 1_024 * 1_024): LogsState {
  return { groups: new Map(), storedBytes: 0, maxStoredBytes, eventCount: 0 };
}

export function eventBytes(event: { readonly message: string }): number {
  return Buffer.byteLength(event.message) + overheadBytes;
}

/** The oldest time stamp that the group's retention still keeps. */
export function retainedFrom(group: LogGroup, now: EpochMs): EpochMs {
  return group.retentionInDays === undefined ? 0 : now - group.retentionInDays * dayMs;
}

/** Stores events that were accepted; it checks nothing. */
export function addEvents(
  state: LogsState,
  { group, stream }: { readonly group: LogGroup; readonly stream: LogStream },
  events: readonly { readonly timestamp: EpochMs; readonly message: string }[],
  now: EpochMs,
): void {
  for (const { timestamp, message } of events) {
    const event = { id: eventId(timestamp, state.eventCount++), timestamp, message };
    insert(stream.events, { ...event, ingestionTime: now });
    state.storedBytes += eventBytes(event);
  }
  const retained = retainedFrom(group, now);
  if ((stream.events[0]?.timestamp ?? retained) < retained)
    dropEvents(state, stream, ({ timestamp }) => timestamp < retained);
  if (state.storedBytes > state.maxStoredBytes) dropOldestTenth(state);
}

/** Takes the stream's events off the count; called before a stream or its group is deleted. */
export function forgetEvents(state: LogsState, stream: LogStream): void {
  dropEvents(state, stream, () => true);
}

const idDigits = 56;
const timestampDigits = 19;

function eventId(timestamp: EpochMs, order: number): string {
  const head = `3${String(timestamp).padStart(timestampDigits, '0')}`;
  return head + String(order).padStart(idDigits - head.length, '0');
}

/** The smallest id of all, and the id right behind another one. */
export const firstId = '0'.repeat(idDigits);
export function nextId(id: string): string {
  return (BigInt(id) + 1n).toString().padStart(idDigits, '0');
}

/** Events come nearly in order, so the place is looked for from the end. */
function insert(events: LogEvent[], event: LogEvent): void {
  let index = events.length;
  while (index > 0 && (events[index - 1]?.id ?? '') > event.id) index -= 1;
  events.splice(index, 0, event);
}

function dropOldestTenth(state: LogsState): void {
  for (const group of state.groups.values())
    for (const stream of group.streams.values()) {
      const oldestKept = stream.events[Math.ceil(stream.events.length / 10)]?.id ?? '9';
      dropEvents(state, stream, ({ id }) => id < oldestKept);
    }
}

function dropEvents(
  state: LogsState,
  stream: LogStream,
  isDropped: (event: LogEvent) => boolean,
): void {
  const kept: LogEvent[] = [];
  for (const event of stream.events) {
    if (isDropped(event)) state.storedBytes -= eventBytes(event);
    else kept.push(event);
  }
  stream.events = kept;
}
