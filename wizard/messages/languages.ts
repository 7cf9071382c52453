import type { Catalogue } from './catalogue.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export type Language = 'en' | 'ko';

export const catalogues: Readonly<Record<Language, Catalogue>> = { en, ko };

/** `--lang`, else the locale, by POSIX's order of its variables; English for all but Korean. */
export function languageFrom(
  env: Readonly<Record<string, string | undefined>>,
  flag: Language | undefined,
): Language {
  if (flag) return flag;
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || '';
  return /^ko(?![a-z])/i.test(locale) ? 'ko' : 'en';
}
