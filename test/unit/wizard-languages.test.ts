import { describe, expect, it } from 'vitest';
import { en } from '../../wizard/messages/en.ts';
import { ko } from '../../wizard/messages/ko.ts';
import { languageFrom, loadCatalogue } from '../../wizard/messages/languages.ts';

describe('the language', () => {
  it.each<[Readonly<Record<string, string>>, 'en' | 'ko' | undefined, 'en' | 'ko']>([
    [{}, undefined, 'en'],
    [{ LANG: 'ko_KR.UTF-8' }, undefined, 'ko'],
    [{ LANG: 'ko' }, undefined, 'ko'],
    [{ LANG: 'KO_kr' }, undefined, 'ko'],
    [{ LANG: 'kok_IN.UTF-8' }, undefined, 'en'],
    [{ LANG: 'de_DE.UTF-8' }, undefined, 'en'],
    [{ LANG: 'C' }, undefined, 'en'],
    [{ LC_MESSAGES: 'en_US.UTF-8', LANG: 'ko_KR.UTF-8' }, undefined, 'en'],
    [{ LC_ALL: 'ko_KR.UTF-8', LC_MESSAGES: 'en_US.UTF-8', LANG: 'C' }, undefined, 'ko'],
    [{ LC_ALL: '', LANG: 'ko_KR.UTF-8' }, undefined, 'ko'],
    [{ LANG: 'ko_KR.UTF-8' }, 'en', 'en'],
    [{ LANG: 'C' }, 'ko', 'ko'],
    [{ LANG: 'ko_KR.eucKR' }, undefined, 'en'],
    [{ LC_CTYPE: 'C', LANG: 'ko_KR.UTF-8' }, undefined, 'en'],
    [{ LC_MESSAGES: 'ko_KR.UTF-8', LANG: 'C' }, undefined, 'en'],
  ])('with %j and --lang %s is %s', (env, flag, language) => {
    expect(languageFrom(env, flag)).toBe(language);
  });

  it('is the one that is loaded', async () => {
    expect(await loadCatalogue('en')).toBe(en);
    expect(await loadCatalogue('ko')).toBe(ko);
  });
});
