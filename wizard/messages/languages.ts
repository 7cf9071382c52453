import type { Verb } from '../flags/flags.ts';
import type { Catalogue } from './catalogue.ts';

export type Language = 'en' | 'ko';

/** Only the language that is spoken is read: the start of every command waits for it. */
export async function loadCatalogue(language: Language): Promise<Catalogue> {
  return language === 'ko' ? (await import('./ko.ts')).ko : (await import('./en.ts')).en;
}

/** The help: of one command, or `undefined` for that of the program. */
export async function loadHelp(
  language: Language,
): Promise<(verb: Verb | undefined, version: string) => string> {
  return language === 'ko'
    ? (await import('./help-ko.ts')).helpKo
    : (await import('./help-en.ts')).helpEn;
}

/**
 * `--lang`, else the locale, by POSIX's order of its variables; English for all but Korean, and
 * where the locale could not show Korean: in the C locale, or with another encoding than UTF-8.
 */
export function languageFrom(
  env: Readonly<Record<string, string | undefined>>,
  flag: Language | undefined,
): Language {
  if (flag) return flag;
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || '';
  const encoding = env.LC_ALL || env.LC_CTYPE || env.LANG || '';
  if (/^(?:C|POSIX)$|\.(?!utf-?8)/i.test(encoding)) return 'en';
  return /^ko(?![a-z])/i.test(locale) ? 'ko' : 'en';
}
