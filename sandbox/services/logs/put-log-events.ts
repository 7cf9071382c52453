import { type Input, number, structures, text } from '../../input.ts';
import type { Call } from '../../service.ts';
import { streamOf } from './lookup.ts';
import { constraint, invalid, refuseUnmodelled } from './parameters.ts';
import { addEvents, dayMs, eventBytes, firstId, type LogGroup, retainedFrom } from './state.ts';

const maxEvents = 10_000;
const maxBatchBytes = 1_048_576;
const oldestMs = 14 * dayMs;
const newestMs = 2 * 3_600_000;

interface SentEvent {
  readonly timestamp: number;
  readonly message: string;
}

/** Too old and too new events are left out and told of in the answer; the rest is stored. */
export function putLogEvents(input: Input, call: Call): object {
  refuseUnmodelled(input, 'entity');
  const place = streamOf(input, call);
  const events = readEvents(input);
  checkBatch(events);
  const rejected = findRejected(events, place.group, call.now);
  const accepted = events.slice(rejected.start, rejected.end);
  checkSpan(accepted);
  addEvents(call.region.logs, place, accepted, call.now);
  return {
    // Ignored by AWS since 2023, and still sent.
    nextSequenceToken: firstId,
    rejectedLogEventsInfo: rejected.told,
  };
}

function readEvents(input: Input): SentEvent[] {
  const sent = structures(input, 'logEvents');
  if (sent.length === 0)
    throw constraint('[]', 'logEvents', 'have length greater than or equal to 1');
  if (sent.length > maxEvents)
    throw constraint('[…]', 'logEvents', `have length less than or equal to ${maxEvents}`);
  return sent.map((event, index) => {
    const path = `logEvents.${index + 1}.member`;
    const timestamp = number(event, 'timestamp');
    const message = text(event, 'message');
    if (timestamp === undefined) throw constraint(timestamp, `${path}.timestamp`, 'not be null');
    if (message === undefined) throw constraint(message, `${path}.message`, 'not be null');
    if (message === '')
      throw constraint(message, `${path}.message`, 'have length greater than or equal to 1');
    return { timestamp, message };
  });
}

function checkBatch(events: readonly SentEvent[]): void {
  const bytes = events.reduce((sum, event) => sum + eventBytes(event), 0);
  if (bytes > maxBatchBytes)
    throw invalid(`Upload too large: ${bytes} bytes exceeds limit of ${maxBatchBytes}`);
  const isOrdered = events.every(
    ({ timestamp }, index) => index === 0 || timestamp >= (events[index - 1]?.timestamp ?? 0),
  );
  if (!isOrdered)
    throw invalid('Log events in a single PutLogEvents request must be in chronological order.');
}

/** AWS counts valid events only. */
function checkSpan(accepted: readonly SentEvent[]): void {
  const span = (accepted.at(-1)?.timestamp ?? 0) - (accepted[0]?.timestamp ?? 0);
  if (span > dayMs)
    throw invalid(
      'The batch of log events in a single PutLogEvents request cannot span more than 24 hours.',
    );
}

interface Rejected {
  /** The accepted ones are those from `start` to before `end`. */
  readonly start: number;
  readonly end: number;
  /** `rejectedLogEventsInfo`; `undefined` when all were accepted. */
  readonly told: object | undefined;
}

/** Events come in order of time, so that what is refused stands at the two ends. */
function findRejected(events: readonly SentEvent[], group: LogGroup, now: number): Rejected {
  const countBefore = (at: number) => events.filter(({ timestamp }) => timestamp < at).length;
  const tooOld = countBefore(now - oldestMs);
  const expired = countBefore(retainedFrom(group, now));
  const firstTooNew = events.findIndex(({ timestamp }) => timestamp > now + newestMs);
  const told = {
    ...(tooOld > 0 ? { tooOldLogEventEndIndex: tooOld } : {}),
    ...(expired > 0 ? { expiredLogEventEndIndex: expired } : {}),
    ...(firstTooNew !== -1 ? { tooNewLogEventStartIndex: firstTooNew } : {}),
  };
  return {
    start: Math.max(tooOld, expired),
    end: firstTooNew === -1 ? events.length : firstTooNew,
    told: Object.keys(told).length > 0 ? told : undefined,
  };
}
