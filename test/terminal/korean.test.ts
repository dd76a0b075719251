// Whoever has a Korean terminal reads Korean in it, and which language a terminal has is a table.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { commandNames } from '../../main/terminal/arguments/grammar';
import { layOut } from '../../main/terminal/output/help-layout';
import { help } from '../../main/terminal/arguments/help';
import { hintOf } from '../../main/terminal/output/hints';
import { terminalLanguage } from '../../main/terminal/output/language';
import { listShares } from '../../main/terminal/commands/list-command';
import { showShare } from '../../main/terminal/commands/show-command';
import { createFakeApp } from '../fakes/fake-app';
import { newYearMs, sampleConnection, sampleShare } from '../fakes/samples';
import { setLanguage } from '../../resources/words/messages';
import { strayEnglish } from '../words/stray-english';
import { createMemoryTerminal } from './memory-terminal';
import { widthOf } from '../../main/terminal/output/text-width';

describe('the language of a terminal', () => {
  test.each<[NodeJS.ProcessEnv, string, string]>([
    [{ LC_ALL: 'ko_KR.UTF-8' }, 'en-US', 'ko'],
    [{ LANG: 'ko_KR.UTF-8' }, 'en-US', 'ko'],
    [{ LC_MESSAGES: 'ko_KR.UTF-8', LANG: 'en_US.UTF-8' }, 'en-US', 'ko'],
    [{ LC_ALL: 'en_GB.UTF-8', LANG: 'ko_KR.UTF-8' }, 'ko-KR', 'en'],
    [{ LC_ALL: '', LANG: 'ko_KR.UTF-8' }, 'en-US', 'ko'],
    [{ LC_ALL: 'C.UTF-8', LANGUAGE: 'ko' }, 'ko-KR', 'en'],
    [{ LANG: 'POSIX' }, 'ko-KR', 'en'],
    [{ LANG: 'de_DE.UTF-8', LANGUAGE: 'de:ko:en' }, 'de-DE', 'ko'],
    [{ LANG: 'de_DE.UTF-8' }, 'de-DE', 'en'],
    [{}, 'ko-KR', 'ko'],
    [{}, 'en-US', 'en'],
  ])('%j on a system in %s is %s', (environment, system, language) => {
    expect(terminalLanguage(environment, () => system)).toBe(language);
  });
});

describe('in Korean', () => {
  beforeEach(() => setLanguage('ko'));
  afterEach(() => setLanguage('en'));

  const shares = [
    sampleShare,
    { ...sampleShare, id: 's-2', verified: false, kind: 'page' as const, fileCount: 3 },
    { ...sampleShare, id: 's-3', revokedAtMs: 1, limitedBy: 'protocol' as const },
    { ...sampleShare, id: 's-4', missingAtMs: 1, limitedBy: 'credentials' as const },
  ];
  const names = [
    ...shares.map(({ id }) => id),
    sampleShare.name,
    sampleConnection.name,
    sampleShare.bucket,
    sampleShare.region,
    sampleShare.contentType,
    'attachment',
  ];
  const english = (texts: readonly string[]) =>
    strayEnglish(
      texts.flatMap((text) => text.split(/\n|  +/)),
      names,
    );

  test('help has every command, its options and nothing English beside them', () => {
    const typed = /^ *(mayfly|--|\[)\S*.*?(?=  |$)/;
    const texts = () => ['', 'connections', ...commandNames].flatMap((name) => layOut(help(name), 100));
    const beside = texts().map((line) => line.replace(typed, ''));
    expect(english(beside)).toEqual([]);
    const wrapped = texts().filter((line) => !/^ *mayfly /.test(line));
    expect(Math.max(...wrapped.map(widthOf))).toBeLessThanOrEqual(100);
    const options = () => new Set(texts().flatMap((line) => line.match(/--[a-z-]+/g) ?? []));
    const korean = options();
    setLanguage('en');
    expect(korean).toEqual(options());
  });

  test('lists and facts', async () => {
    const app = createFakeApp({ connections: [sampleConnection], shares });
    app.findShares = () => ({ total: 9, shares });
    const terminal = createMemoryTerminal();
    const asked = {
      states: undefined,
      unverified: false,
      search: undefined,
      connectionName: undefined,
      limit: undefined,
    };
    listShares(
      { kind: 'list', json: false, profileDir: undefined, sort: 'newest', ...asked },
      app,
      terminal,
      newYearMs,
    );
    for (const share of shares) await showShare(share, false, app, terminal, newYearMs);
    expect(english([...terminal.printed, ...terminal.said])).toEqual([]);
    expect(terminal.printed[0]?.split('\n')[1]).toMatch(/남음/);
    expect(terminal.said).toEqual(['mayfly: 5개 더 있어요. --limit으로 볼 수 있어요.']);
  });

  test('hints', () => {
    const hints = [
      hintOf({ kind: 'skipped', count: 2 }),
      hintOf({ kind: 'restarted', name: '보고서.pdf', why: 'upload-lost' }),
      hintOf({ kind: 'session-only' }),
      hintOf({ kind: 'unverified', shareIds: ['a'] }),
      hintOf({ kind: 'clock', offsetMs: 90_000_000 }),
      hintOf({ kind: 'extended', shareId: 'a', name: '보고서.pdf', oldEndMs: newYearMs }),
      hintOf({ kind: 'long-link', shareId: 'a', name: '보고서.pdf', characters: 1_234, shortest: 9, hasToken: true }),
    ].map((hint) => hint ?? '');
    expect(english(hints)).toEqual([]);
    for (const hint of hints) expect(hint).toMatch(/^mayfly: .*[가-힣]/);
  });
});
