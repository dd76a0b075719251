// The window looks from its first picture on as it will, and a damaged note of that must not keep it from opening.
import { describe, expect, test } from 'vitest';
import {
  documentOf,
  firstLook,
  firstLookText,
  followFirstLook,
  lookOf,
  toFirstLook,
  type FirstLook,
} from '../../../main/shell/window/first-view-state';
import { emptyState, settingsAre } from '../../../main/core/state/rules/app-state';
import { createStore } from '../../../main/core/state/state-store';
import { sampleShare, sampleUpload } from '../../fakes/samples';

const look: FirstLook = { face: 'usual', density: 'compact', theme: 'dark', language: 'ko' };

describe('what was written down', () => {
  test('is what is read', () => {
    expect(toFirstLook(firstLookText(look))).toEqual(look);
  });

  test.each([
    ['nothing', undefined],
    ['an empty file', ''],
    ['half a file', '{"face":"usu'],
    ['no object', 'null'],
    ['a path', '{"face":"../../secret","density":"..","theme":"x","language":"../ko"}'],
    ['other types', '{"face":1,"density":{},"theme":[],"language":null}'],
  ])('%s is the look of a Mayfly that was never opened', (_what, text) => {
    expect(toFirstLook(text)).toEqual(firstLook);
  });

  test('what is understood of it counts', () => {
    expect(toFirstLook('{"face":"usual","theme":"sepia"}')).toEqual({ ...firstLook, face: 'usual' });
  });
});

test.each<[Partial<FirstLook>, readonly string[], string]>([
  [{}, ['ko-KR'], '/first/usual-compact-ko.html'],
  [{ language: 'system' }, ['fr-FR', 'ko-KR'], '/first/usual-compact-ko.html'],
  [{ language: 'system' }, ['fr-FR'], '/first/usual-compact-en.html'],
  [{ language: 'en', face: 'empty', density: 'comfortable' }, ['ko'], '/first/empty-comfortable-en.html'],
])('%o on a system that speaks %o begins with %s', (other, system, path) => {
  expect(documentOf({ ...look, ...other }, system)).toBe(path);
});

test.each([
  ['empty', emptyState],
  ['usual', { ...emptyState, shares: [sampleShare] }],
  ['usual', { ...emptyState, uploads: [sampleUpload] }],
] as const)('the face is %s', (face, state) => {
  expect(lookOf(state)).toEqual({ ...firstLook, face });
});

test('it is written down when it changes, and not again', () => {
  const store = createStore(emptyState);
  const saved: FirstLook[] = [];
  followFirstLook(store, firstLookText(lookOf(emptyState)), (text) => saved.push(toFirstLook(text)));
  expect(saved).toEqual([]);
  store.apply(settingsAre({ ...store.get().settings, theme: 'dark' }));
  store.apply(settingsAre({ ...store.get().settings, expirySeconds: 60 }));
  store.apply(settingsAre({ ...store.get().settings, language: 'ko' }));
  expect(saved).toEqual([
    { face: 'empty', density: 'comfortable', theme: 'dark', language: 'system' },
    { face: 'empty', density: 'comfortable', theme: 'dark', language: 'ko' },
  ]);
});

test('the next start has the theme in force, which may be that of the desktop', () => {
  const saved: FirstLook[] = [];
  const keep = (text: string) => saved.push(toFirstLook(text));
  followFirstLook(createStore(emptyState), firstLookText(lookOf(emptyState)), keep, () => 'dark');
  expect(saved).toEqual([{ face: 'empty', density: 'comfortable', theme: 'dark', language: 'system' }]);
});
