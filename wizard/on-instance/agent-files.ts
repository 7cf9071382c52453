import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What is sent to an instance, as it stands in `agent/`. */
export interface AgentFiles {
  readonly program: Buffer;
  readonly installer: Buffer;
}

/** @param folder The `agent/` folder; by default the one beside this file, in source or in `dist/`. */
export function readAgentFiles(folder: URL = agentFolder()): AgentFiles {
  const read = (name: string) => readFileSync(fileURLToPath(new URL(name, folder)));
  return { program: read('mon-put-instance-data'), installer: read('installer') };
}

function agentFolder(): URL {
  const places = ['../../agent/', './agent/'].map((place) => new URL(place, import.meta.url));
  const found = places.find((place) => existsSync(new URL('installer', place)));
  if (!found) throw new Error('agent/installer is not beside the program: was it installed whole?');
  return found;
}

export function sha256(content: Buffer | string): string {
  return createHash('sha256').update(content).digest('hex');
}
