import type { MachineFiles } from '../machine-files.ts';
import { holdsRotatedFile } from '../troubles.ts';
import { endOfFile, readNewLines } from './follow-file.ts';
import type { LogSource } from './log-source.ts';
import type { EventMaker } from './make-events.ts';
import type { Positions } from './positions.ts';
import { type LogsCall, putEvents } from './put-events.ts';

/** So that a file that is written without end does not keep a round from ending. */
const batchesPerRound = 40;

export interface SourceShipment {
  readonly source: LogSource;
  readonly maker: EventMaker;
  readonly files: MachineFiles;
  readonly positions: Positions;
  readonly call: LogsCall;
  /** It has been read since the service was started. */
  readonly isOpen: boolean;
  now(): number;
  warn(text: string): void;
}

/** Sends what one source has that was not sent yet. Throws AwsError; what failed is sent again. */
export async function shipSource(shipment: SourceShipment): Promise<void> {
  const { source, files, positions } = shipment;
  const key = keyOf(source);
  const path = files.path(source.file);
  if (source.startAtEnd && !positions.get(key)) {
    const end = endOfFile(path);
    if (end) positions.set(key, end);
    return;
  }
  for (let batch = 0; batch < batchesPerRound; batch++) {
    if (!(await shipBatch(shipment, key, path))) return;
  }
}

/** Whether anything was new. */
async function shipBatch(shipment: SourceShipment, key: string, path: string): Promise<boolean> {
  const { source, maker, positions, call } = shipment;
  const before = positions.get(key);
  const holdsOld = shipment.isOpen && holdsRotatedFile(shipment.files);
  const news = readNewLines(path, before, holdsOld);
  if (!news) return false;
  const { events, usedLines, skipped } = maker.make(news.lines, shipment.now());
  for (const reason of new Set(skipped)) shipment.warn(`/${source.file}: ${reason}, skipped`);
  if (events.length > 0) await putEvents(call, source, events);
  const next = news.positionAfter(usedLines);
  // Half a line, still being written.
  if (next.inode === before?.inode && next.offset === before.offset) return false;
  positions.set(key, next);
  return true;
}

function keyOf({ file, logGroupName, logStreamName }: LogSource): string {
  return `${file} ${logGroupName} ${logStreamName}`;
}
