import type { Input } from './input.ts';

/** One call that reached the sandbox, refused ones too. */
export interface LoggedRequest {
  readonly at: number;
  readonly service: string;
  readonly operation: string;
  readonly region: string;
  /** ARN of the caller; empty when the signature was refused. */
  readonly caller: string;
  readonly input: Input;
  /** AWS error code; `undefined` when it succeeded. */
  readonly error?: string;
}

export interface RequestLog {
  add(request: LoggedRequest): void;
  /** Oldest first. The newest 10,000 are kept. */
  all(): readonly LoggedRequest[];
  clear(): void;
}

export function createRequestLog(limit = 10_000): RequestLog {
  let entries: LoggedRequest[] = [];
  return {
    add: (request) => {
      entries.push(request);
      if (entries.length > limit * 2) entries = entries.slice(-limit);
    },
    all: () => entries.slice(-limit),
    clear: () => {
      entries = [];
    },
  };
}
