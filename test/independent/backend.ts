import type { Machine } from '../../sandbox/machine/machine.ts';
import type { Env } from '../support/program.ts';
import type { sandboxClients } from '../support/sandbox.ts';

/** An AWS with one instance in it, for the shipped program to be run against. */
export interface Backend extends AsyncDisposable {
  readonly instanceId: string;
  /** Of a machine whose user is an administrator of it. */
  readonly env: Env;
  /** The same user's. */
  readonly clients: ReturnType<typeof sandboxClients>;
  /** What the instance is inside. */
  readonly machine: Machine;
  /** Lets time go by, in the backend's own milliseconds. */
  passes(ms: number): Promise<void>;
}

/** A minute takes a second: nothing waits for a real one. */
export const rate = 60;

export const os = 'amazon-linux-2023';
