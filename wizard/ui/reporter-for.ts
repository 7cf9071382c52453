import type { Flags, Verb } from '../flags/flags.ts';
import type { Catalogue } from '../messages/catalogue.ts';
import type { Language } from '../messages/languages.ts';
import { jsonReporter } from './json-reporter.ts';
import type { Reporter } from './reporter.ts';
import type { Terminal } from './terminal.ts';
import { terminalReporter } from './terminal-reporter.ts';

interface Audience {
  readonly terminal: Terminal;
  readonly messages: Catalogue;
  readonly language: Language;
}

/** Verbs that only look. */
const documents: readonly Verb[] = ['status', 'verify', 'verifier status', 'verifier test-alert'];

/** Lines for a script, or sentences for a person. */
export function reporterFor(verb: Verb, flags: Flags, audience: Audience): Reporter {
  const { json, dryRun, details } = flags;
  return json
    ? jsonReporter(audience.terminal, dryRun || documents.includes(verb))
    : terminalReporter({ ...audience, details });
}
