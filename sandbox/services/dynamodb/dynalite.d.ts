/** What is used of dynalite, which ships no types. */
declare module 'dynalite' {
  import type { EventEmitter } from 'node:events';

  function dynalite(options: {
    readonly createTableMs?: number;
    readonly deleteTableMs?: number;
    readonly updateTableMs?: number;
  }): EventEmitter;
  export = dynalite;
}
