import type { sandboxClients } from '../../support/sandbox.ts';

export interface Asked {
  readonly clients: ReturnType<typeof sandboxClients>;
  readonly instanceId: string;
}

/** What is called, in words, and the call. Those of a list stand on one another. */
export type ProbingCall = readonly [what: string, call: (asked: Asked) => Promise<object>];

/** Of the role and the profile that the calls make. */
export const probeName = 'probe';
