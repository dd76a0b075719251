// The page that shows every picture in docs/screenshots, written after they were taken.
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const clothes = {
  light: 'light',
  dark: 'dark',
  small: '420 × 480',
  'large-text': '200 % text',
  contrast: 'more contrast',
};
const languages = { en: 'English', ko: 'Korean' };

/** `pictures` are the gallery's: `{ name, group, title }`. */
export function writeIndex(folder, pictures) {
  const there = new Set(readdirSync(folder));
  const cell = (file, text) =>
    `<td><a href="${file}"><img src="${file}" width="220" alt="${text}"></a><br>${text}</td>`;
  const rows = (name, title) =>
    Object.entries(languages).map(([code, language]) => {
      const cells = Object.entries(clothes)
        .filter(([look]) => there.has(`${name}-${code}-${look}.webp`))
        .map(([look, text]) => cell(`${name}-${code}-${look}.webp`, `${title}, ${language}, ${text}`));
      return cells.length === 0 ? '' : `<tr>${cells.join('')}</tr>`;
    });
  const groups = grouped(pictures);
  const parts = [...groups].map(([group, members]) => {
    const tables = members.map(
      ({ name, title }) => `### ${title}\n\n<table>\n${rows(name, title).join('\n')}\n</table>\n`,
    );
    return `## ${group}\n\n${tables.join('\n')}`;
  });
  const real = [...there].filter((file) => file.endsWith('.png')).toSorted();
  const ofApp = real.map(
    (file) => `<a href="${file}"><img src="${file}" width="220" alt="${file.replace(/\.png$/, '')}"></a>`,
  );
  const index = `# Every screen and state

\`npm run screenshots\` takes these pictures and writes this page. Those of the first part are of the running app and of a
recipient's page behind a real link; the others are the window itself over states made for the picture.

## The running app

${ofApp.join('\n')}

${parts.join('\n')}`;
  writeFileSync(join(folder, 'README.md'), index);
}

function grouped(pictures) {
  const groups = new Map();
  for (const picture of pictures) groups.set(picture.group, [...(groups.get(picture.group) ?? []), picture]);
  return groups;
}
