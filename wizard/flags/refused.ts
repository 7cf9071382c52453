import type { Problem } from '../errors.ts';

/** Stops the reading of a command line; never leaves `parse.ts`. */
export class Refused extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.id);
    this.problem = problem;
  }
}
