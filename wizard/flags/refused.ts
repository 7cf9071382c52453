import type { Problem } from '../errors.ts';

/** Stops the reading of a command line; never leaves `parse.ts`. */
export class Refused extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.id);
    this.problem = problem;
  }
}

/** @throws Refused naming what would be right, unless the value is good */
export function checked(
  flag: string,
  value: string,
  good: (value: string) => boolean,
  expected: string,
): string {
  if (good(value)) return value;
  throw new Refused({ id: 'bad-value', values: { flag: `--${flag}`, value, expected } });
}
