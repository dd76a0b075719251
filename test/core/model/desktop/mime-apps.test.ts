// The file says which program opens everything on this desktop; one careless write and somebody's browser is gone.
import { describe, expect, test } from 'vitest';
import { withDefault, withoutDefault } from '../../../../main/core/model/desktop/mime-apps';

const type = 'x-scheme-handler/mayfly';
const entry = 'mayfly-links.desktop';
const ours = `${type}=${entry}`;

describe('our entry', () => {
  test.each<[string, string, string]>([
    ['an empty file', '', `[Default Applications]\n${ours}\n`],
    [
      'a file without the group',
      '[Added Associations]\na/b=c.desktop;\n',
      `[Added Associations]\na/b=c.desktop;\n[Default Applications]\n${ours}\n`,
    ],
    [
      'a file without a last line end',
      '[Added Associations]\na/b=c',
      `[Added Associations]\na/b=c\n[Default Applications]\n${ours}\n`,
    ],
    [
      'the group with others',
      '[Default Applications]\ntext/html=firefox.desktop\n',
      `[Default Applications]\n${ours}\ntext/html=firefox.desktop\n`,
    ],
    [
      'a group that is followed by another',
      `[Default Applications]\n\n[Removed Associations]\n${type}=x.desktop\n`,
      `[Default Applications]\n${ours}\n\n[Removed Associations]\n${type}=x.desktop\n`,
    ],
    ['our entry already', `[Default Applications]\n${ours}\n`, `[Default Applications]\n${ours}\n`],
  ])('goes into %s and out again', (_what, before, after) => {
    expect(withDefault(before, type, entry)).toBe(after);
    expect(withDefault(after, type, entry)).toBe(after);
    expect(withoutDefault(after, type, entry)).not.toContain(entry);
  });

  test('comes before whoever was there, who is left when it goes', () => {
    const theirs = `[Default Applications]\n${type}=other.desktop\ntext/html=firefox.desktop;\n`;
    const both = withDefault(theirs, type, entry);
    expect(both).toBe(`[Default Applications]\n${type}=${entry};other.desktop;\ntext/html=firefox.desktop;\n`);
    expect(withoutDefault(both, type, entry)).toBe(theirs);
  });

  test.each([
    '',
    'no ini at all\n=\n[',
    `[Default Applications]\n${type}=other.desktop\n`,
    `[Added Associations]\n${ours}\n`,
  ])('is not looked for elsewhere: %j stays as it is', (text) => expect(withoutDefault(text, type, entry)).toBe(text));
});
