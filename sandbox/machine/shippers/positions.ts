import type { MachineFiles } from '../machine-files.ts';
import type { Position } from './follow-file.ts';

/** How far each source was read, in the shipper's own state file. Deleting it begins anew. */
export interface Positions {
  get(key: string): Position | undefined;
  set(key: string, position: Position): void;
}

export function createPositions(files: MachineFiles, stateFile: string): Positions {
  let known: Record<string, Position> = {};
  let written: string | undefined;

  // The file is the truth: a person may delete it while the service is stopped or running.
  const load = () => {
    const text = files.read(stateFile);
    if (text === written) return;
    written = text;
    known = text === undefined ? {} : (JSON.parse(text) as Record<string, Position>);
  };

  return {
    get: (key) => {
      load();
      return known[key];
    },
    set: (key, position) => {
      known = { ...known, [key]: position };
      written = JSON.stringify(known);
      files.write(stateFile, written, 0o600);
    },
  };
}
