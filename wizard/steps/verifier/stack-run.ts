import type { Run } from '../../engine/run.ts';

/** What it takes to change the stack: a run on an instance has it, and so has one on the Region. */
export type StackRun = Pick<
  Run,
  | 'alerts'
  | 'aws'
  | 'callAll'
  | 'clock'
  | 'identity'
  | 'reporter'
  | 'signal'
  | 'stack'
  | 'timeoutMs'
>;
