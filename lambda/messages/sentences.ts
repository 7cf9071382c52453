import type { CauseId, Evidence, Values } from '../contract.ts';
import { plainText } from '../plain-text.ts';
import type { Catalogue, EvidenceId, Words } from './catalogue.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export type Language = 'en' | 'ko';

export function catalogueOf(language: Language): Catalogue {
  return language === 'ko' ? ko : en;
}

/** One short phrase, as in the subject of a mail. */
export function causePhrase(language: Language, cause: CauseId): string {
  return catalogueOf(language).causes[cause];
}

/** The sentence of one thing that was seen; `undefined` for one that a newer version knows. */
export function evidenceSentence(
  language: Language,
  { id, values }: Evidence,
  timeZone: string,
): string | undefined {
  const { evidence } = catalogueOf(language);
  return Object.hasOwn(evidence, id)
    ? evidence[id as EvidenceId](wordsOf(values, timeZone))
    : undefined;
}

/** Values with these names are epoch milliseconds. */
const times = ['since', 'from', 'to', 'at'];

export function wordsOf(values: Values, timeZone: string): Words {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, word(name, value, timeZone)]),
  );
}

function word(name: string, value: Values[string], timeZone: string): string {
  if (typeof value === 'number' && times.includes(name)) return timeText(value, timeZone);
  if (Array.isArray(value)) return value.map((one) => plainText(String(one))).join(', ');
  return plainText(String(value));
}

/** `2026-11-24 12:03 UTC (21:03 Asia/Seoul)`; a zone that this machine does not know is left out. */
export function timeText(epochMs: number, timeZone: string): string {
  const utc = `${new Date(epochMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  try {
    const local = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hour: '2-digit',
      minute: '2-digit',
    }).format(epochMs);
    return timeZone === 'UTC' ? utc : `${utc} (${local} ${timeZone})`;
  } catch {
    return utc;
  }
}
