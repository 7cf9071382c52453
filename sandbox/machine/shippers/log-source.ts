/** One file or the journal, on its way to one log stream. */
export interface LogSource {
  /** Inside the machine, without a leading slash. */
  readonly file: string;
  readonly logGroupName: string;
  readonly logStreamName: string;
  /** strptime format of the time in a line; `undefined` stamps a line when it is read. */
  readonly timeFormat: string | undefined;
  /** A line that begins an event; others belong to the one before. */
  readonly startPattern: RegExp;
  /** Without a remembered position, what is there already is left out. */
  readonly startAtEnd: boolean;
  /** Set for the journal: its records are not lines of text. */
  readonly journal?: JournalFilter;
}

export interface JournalFilter {
  /** Unit names; empty is all. */
  readonly units: readonly string[];
  /** 0 (emergency) to 7 (debug): nothing less urgent. */
  readonly priority: number;
}

export interface LogEvent {
  readonly timestamp: number;
  readonly message: string;
}

export interface ShipperConfiguration {
  readonly region: string;
  readonly sources: readonly LogSource[];
}

/** The configuration cannot be used; the service ends. */
export class ConfigurationError extends Error {}

/** `{instance_id}`, `{hostname}`, `{ip_address}` in a name. */
export function fillIn(name: string, values: Readonly<Record<string, string>>): string {
  return name.replace(/\{(\w+)\}/g, (whole, key: string) => values[key] ?? whole);
}

/** Path inside the machine of one that a configuration names, with or without the root before it. */
export function insideMachine(path: string, root: string): string {
  const inside = path.startsWith(`${root}/`) ? path.slice(root.length) : path;
  return inside.replace(/^\/+/, '');
}
