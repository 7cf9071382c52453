import { AwsError } from './errors.ts';
import type { Input } from './input.ts';

/** One fault to inject. The same shape in a file (`--faults FILE`) and in process. */
export interface Fault {
  /** Signing name, e.g. `monitoring`; `*` is any. */
  readonly service: string;
  /** Operation name; `*` is any. */
  readonly operation: string;
  /** Only calls whose input holds this text anywhere (in its JSON form). */
  readonly match?: string;
  /** How often it strikes before it is spent; left out, for ever. */
  readonly times?: number;
  /**
   * `throttle`, `deny`, `fail`: that error instead of an answer, and nothing happens.
   * `delay`: the answer comes after `delayMs`. `after-effect`: the operation is done, then the
   * answer is a 500. `drop`: the connection is closed without an answer.
   */
  readonly effect: 'throttle' | 'deny' | 'fail' | 'delay' | 'after-effect' | 'drop';
  /** For `delay`: virtual milliseconds. */
  readonly delayMs?: number;
}

export interface FaultList {
  add(...faults: readonly Fault[]): void;
  clear(): void;
  /** The first fault that strikes this call; counts it as spent. */
  strike(service: string, operation: string, input: Input): Fault | undefined;
}

export function createFaults(initial: readonly Fault[] = []): FaultList {
  let faults = initial.map((fault) => ({ fault, left: fault.times ?? Number.POSITIVE_INFINITY }));
  return {
    add: (...more) => {
      faults.push(
        ...more.map((fault) => ({ fault, left: fault.times ?? Number.POSITIVE_INFINITY })),
      );
    },
    clear: () => {
      faults = [];
    },
    strike: (service, operation, input) => {
      const found = faults.find(
        ({ fault, left }) => left > 0 && hits(fault, service, operation, input),
      );
      if (found) found.left -= 1;
      return found?.fault;
    },
  };
}

function hits(fault: Fault, service: string, operation: string, input: Input): boolean {
  const any = (pattern: string, name: string) => pattern === '*' || pattern === name;
  if (!any(fault.service, service) || !any(fault.operation, operation)) return false;
  return fault.match === undefined || JSON.stringify(input).includes(fault.match);
}

const effects: readonly string[] = ['throttle', 'deny', 'fail', 'delay', 'after-effect', 'drop'];

/** Reads a faults file. Throws AwsError `ValidationError` that names the entry that is wrong. */
export function parseFaults(json: string): Fault[] {
  const list: unknown = JSON.parse(json);
  if (!Array.isArray(list))
    throw new AwsError('ValidationError', 'A faults file holds a JSON list.');
  return list.map((entry: Partial<Fault>, index) => {
    if (typeof entry?.service !== 'string' || typeof entry.operation !== 'string')
      throw new AwsError('ValidationError', `Fault ${index + 1} needs "service" and "operation".`);
    if (!effects.includes(String(entry.effect)))
      throw new AwsError(
        'ValidationError',
        `Fault ${index + 1}: "effect" is one of ${effects.join(', ')}, not ${entry.effect}.`,
      );
    return entry as Fault;
  });
}
