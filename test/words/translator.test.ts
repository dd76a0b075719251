// The translator itself: plural forms, numbers, hostile values, a change of language while everything runs.
import { afterEach, describe, expect, test } from 'vitest';
import { language, onLanguage, setLanguage, words } from '../../resources/words/messages';
import { languageOf } from '../../resources/words/languages';

afterEach(() => setLanguage('en'));

describe('a text', () => {
  test('has the plural form and the numbers of its language', () => {
    const said = () => [0, 1, 2, 1234].map((count) => words.notifications.failedMany({ count }));
    expect(said()).toEqual([
      '0 files were not shared',
      '1 file was not shared',
      '2 files were not shared',
      '1,234 files were not shared',
    ]);
    setLanguage('ko');
    expect(said()[3]).toBe('파일 1,234개를 공유하지 못했어요');
  });

  test('follows the language from one reading to the next, and tells who listens', () => {
    const heard: string[] = [];
    const end = onLanguage(() => heard.push(language()));
    expect(words.notifications.copied).toBe('Link copied');
    setLanguage('ko');
    setLanguage('ko');
    expect(words.notifications.copied).toBe('링크를 복사했어요');
    end();
    setLanguage('en');
    expect(heard).toEqual(['ko']);
  });

  test.each(['{{clock}}', '$t(notifications.copied)', '$&', '$1', '<b>&amp;</b>', '__proto__', '', '{{name}}', '%s'])(
    'shows the name %j as it is',
    (name) => {
      expect(words.notifications.failed({ name })).toBe(`Not shared: ${name}`);
      expect(words.notifications.copiedText({ name, clock: 'then' })).toBe(`${name}\nIt opens until then.`);
    },
  );
});

describe('the language a person means', () => {
  test.each<[readonly string[], string]>([
    [['ko-KR', 'en-US'], 'ko'],
    [['en-GB', 'ko'], 'en'],
    [['de-DE', 'ko-KR'], 'ko'],
    [['de-DE', 'fr'], 'en'],
    [['ko_KR.UTF-8'], 'ko'],
    [['KO'], 'ko'],
    [['kok-IN'], 'en'],
    [['C.UTF-8', 'ko'], 'en'],
    [['POSIX'], 'en'],
    [['', 'ko_KR'], 'ko'],
    [['constructor', '__proto__'], 'en'],
    [[], 'en'],
  ])('%j is %s', (preferred, code) => {
    expect(languageOf(preferred)).toBe(code);
  });
});
