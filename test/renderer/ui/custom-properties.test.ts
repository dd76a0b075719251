// A declaration with a custom property that nobody sets is dropped by the browser without a word.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectDir } from '../../source-files';

/** Set by scripts: by Base UI on what it places, by the window on what has the colour of a connection. */
const placed = ['--anchor-width', '--available-height', '--transform-origin', '--mark'];

test('every custom property that a style reads is set somewhere, or has a fallback', () => {
  const folder = join(projectDir, 'renderer');
  const styles = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.css'))
    .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
  const set = new Set(placed);
  for (const { text } of styles) for (const [, name = ''] of text.matchAll(/(--[\w-]+)\s*:/g)) set.add(name);
  const unset = styles.flatMap(({ name, text }) =>
    Array.from(text.matchAll(/var\((--[\w-]+)\)/g), ([, read = '']) => read)
      .filter((read) => !set.has(read))
      .map((read) => `${name}: ${read}`),
  );
  expect(unset).toEqual([]);
});
