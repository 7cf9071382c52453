import type { JournalFilter, LogEvent, LogSource } from './log-source.ts';
import { createLogTimeReader } from './log-time.ts';

/** What a source makes of lines. */
export interface EventMaker {
  /**
   * Events of one PutLogEvents, in order of time, and how many of the lines they use up: not all
   * where a batch would grow beyond what the API takes. Lines too old or too new are passed over.
   */
  make(lines: readonly string[], nowMs: number): EventBatch;
}

interface EventBatch {
  readonly events: readonly LogEvent[];
  readonly usedLines: number;
  /** Why lines were passed over, for the shipper's own log. */
  readonly skipped: readonly string[];
}

// PutLogEvents: at most 10,000 events, spanning at most 24 hours; none from before 14 days or
// after 2 hours; 256 KiB an event. One chunk of a file stays below the limit in bytes.
const maxEvents = 10_000;
const maxSpanMs = 24 * 3_600_000;
const maxAgeMs = 14 * 24 * 3_600_000;
const maxAheadMs = 2 * 3_600_000;
const maxMessageBytes = 256 * 1024;

interface Draft {
  readonly timestamp: number;
  message: string;
  usedLines: number;
}

export function createEventMaker(source: LogSource, hostname: string): EventMaker {
  const toDrafts = source.journal ? journalDrafts(source.journal, hostname) : textDrafts(source);
  return { make: (lines, nowMs) => toBatch(toDrafts(lines, nowMs), lines.length, nowMs) };
}

type DraftMaker = (lines: readonly string[], nowMs: number) => readonly Draft[];

function textDrafts(source: LogSource): DraftMaker {
  const reader =
    source.timeFormat === undefined ? undefined : createLogTimeReader(source.timeFormat);
  return (lines, nowMs) => {
    const drafts: Draft[] = [];
    let usedLines = 0;
    for (const line of lines) {
      usedLines += 1;
      const last = drafts.at(-1);
      if (last && !source.startPattern.test(line)) {
        last.message += `\n${line}`;
        last.usedLines = usedLines;
      } else if (line !== '') {
        // A line without a time is as old as the one before it.
        const timestamp = reader?.read(line, nowMs) ?? last?.timestamp ?? nowMs;
        drafts.push({ timestamp, message: line, usedLines });
      }
    }
    return drafts;
  };
}

function journalDrafts(filter: JournalFilter, hostname: string): DraftMaker {
  return (lines) =>
    lines.flatMap((line, index) => {
      const [time = '', priority = '', tag = '', pid = '', unit = '', ...rest] = line.split('\t');
      const isWanted = filter.units.length === 0 || filter.units.includes(unit);
      if (!isWanted || Number(priority) > filter.priority) return [];
      const fields = journalFields({
        message: rest.join('\t'),
        priority,
        tag,
        pid,
        unit,
        hostname,
      });
      return [{ timestamp: Number(time), message: fields, usedLines: index + 1 }];
    });
}

/** An entry as one JSON object; which fields the agent sends, and in what order, is a guess. */
function journalFields(entry: Readonly<Record<string, string | undefined>>): string {
  return JSON.stringify({
    MESSAGE: entry.message,
    PRIORITY: entry.priority,
    SYSLOG_IDENTIFIER: entry.tag,
    _PID: entry.pid || undefined,
    _SYSTEMD_UNIT: entry.unit || undefined,
    _HOSTNAME: entry.hostname,
  });
}

function toBatch(drafts: readonly Draft[], lineCount: number, nowMs: number): EventBatch {
  const events: LogEvent[] = [];
  const skipped: string[] = [];
  let earliest = Number.POSITIVE_INFINITY;
  let latest = Number.NEGATIVE_INFINITY;
  let usedLines = 0;
  for (const { timestamp, message, usedLines: used } of drafts) {
    const reason = whySkipped(timestamp, message, nowMs);
    if (reason === undefined) {
      earliest = Math.min(earliest, timestamp);
      latest = Math.max(latest, timestamp);
      if (events.length === maxEvents || latest - earliest >= maxSpanMs) {
        return { events: inOrder(events), usedLines, skipped };
      }
      events.push({ timestamp, message });
    } else {
      skipped.push(reason);
    }
    usedLines = used;
  }
  return { events: inOrder(events), usedLines: lineCount, skipped };
}

function whySkipped(timestamp: number, message: string, nowMs: number): string | undefined {
  if (timestamp < nowMs - maxAgeMs) return 'an event is older than 14 days';
  if (timestamp > nowMs + maxAheadMs) return 'an event is more than 2 hours in the future';
  if (Buffer.byteLength(message) > maxMessageBytes) return 'an event is larger than 256 KB';
  return undefined;
}

function inOrder(events: readonly LogEvent[]): readonly LogEvent[] {
  return events.toSorted((a, b) => a.timestamp - b.timestamp);
}
