// How the recipient's page becomes one self-contained file: script, style and pictures inlined, each under the hash that
// the page's own policy allows.
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { build, type Plugin } from 'vite';
import { catalogues } from './resources/words/messages';

const folder = join(import.meta.dirname, 'renderer', 'share-page');

/** The names the page's script uses, and what each is called at lucide. */
const icons = {
  image: 'file-image',
  video: 'file-video-camera',
  audio: 'file-music',
  archive: 'file-archive',
  sheet: 'file-spreadsheet',
  code: 'file-code',
  text: 'file-text',
  other: 'file',
  folder: 'folder',
  open: 'chevron-right',
  download: 'download',
  preview: 'eye',
  close: 'x',
  previous: 'chevron-left',
  next: 'chevron-right',
  search: 'search',
  offline: 'wifi-off',
  expired: 'hourglass',
  withdrawn: 'unlink',
} as const;

interface LucideIcon {
  readonly __iconData: {
    readonly node: readonly (readonly [tag: string, attributes: Readonly<Record<string, string>>])[];
  };
}

async function sprite(): Promise<string> {
  const symbols = await Promise.all(
    Object.entries(icons).map(async ([name, file]) => {
      const { __iconData } = (await import(`lucide-react/dist/esm/icons/${file}.mjs`)) as LucideIcon;
      const shapes = __iconData.node.map(([tag, attributes]) => {
        const written = Object.entries(attributes).filter(([key]) => key !== 'key');
        return `<${tag}${written.map(([key, value]) => ` ${key}="${value}"`).join('')}/>`;
      });
      return `<symbol id="icon-${name}" viewBox="0 0 24 24">${shapes.join('')}</symbol>`;
    }),
  );
  return `<svg hidden aria-hidden="true">${symbols.join('')}</svg>`;
}

/** Every page carries its style: without the custom properties nobody reads, and with short names for the two that `light-dark()` becomes. */
function trimStyle(style: string): string {
  let trimmed = style.replaceAll('--lightningcss-light', '--l').replaceAll('--lightningcss-dark', '--d');
  for (let before = ''; before !== trimmed;) {
    before = trimmed;
    const read = new Set(Array.from(trimmed.matchAll(/var\((--[\w-]+)/g), ([, name]) => name));
    trimmed = trimmed.replaceAll(/(--[\w-]+):[^;{}]*(;|(?=\}))/g, (whole, name: string) =>
      read.has(name) ? whole : '',
    );
  }
  return trimmed;
}

/** One classic script and one style sheet, for browsers of the last four years. */
async function bundle(): Promise<{ readonly script: string; readonly style: string }> {
  const result = await build({
    configFile: false,
    root: folder,
    logLevel: 'error',
    build: {
      write: false,
      target: ['chrome100', 'firefox102', 'safari15.4'],
      cssTarget: ['chrome100', 'firefox102', 'safari15.4'],
      modulePreload: false,
      cssCodeSplit: false,
      rolldownOptions: { input: join(folder, 'main.ts'), output: { format: 'iife' } },
    },
  });
  const files = (Array.isArray(result) ? result : [result]).flatMap((made) => ('output' in made ? made.output : []));
  const script = files.flatMap((file) => (file.type === 'chunk' ? [file.code] : [])).join('');
  const style = files.flatMap((file) => (file.type === 'asset' ? [String(file.source)] : [])).join('');
  if (/<\/(script|style)|<!--/i.test(script + style))
    throw new Error('the share page would end its own script or style');
  return { script: script.trim(), style: trimStyle(style.trim()) };
}

/** What stands there in every language until the page's script has chosen one, or for ever where there is no script. */
const inAllLanguages = (text: (texts: (typeof catalogues)[keyof typeof catalogues]) => string): string =>
  Object.entries(catalogues)
    .map(([code, texts]) => `<p lang="${code}">${text(texts)}</p>`)
    .join('');

const hashSource = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Nothing but what this file holds runs, nothing leaves the origin, and no text can become script. */
const policy = (script: string, style: string) =>
  [
    "default-src 'none'",
    `script-src ${hashSource(script)}`,
    `style-src ${hashSource(style)}`,
    'img-src blob: data:',
    "media-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');

/** The template for `buildSharePage` (main/core/pages/rules/share-page.ts). */
export async function sharePageTemplate(): Promise<string> {
  const { script, style } = await bundle();
  const parts: Readonly<Record<string, string>> = {
    // With their tags: white space between them would not be what was hashed.
    script: `<script>${script}</script>`,
    style: `<style>${style}</style>`,
    icons: await sprite(),
    policy: policy(script, style),
    until: inAllLanguages(({ unscripted }) => unscripted.until.replace('{{ends}}', '<!--mayfly:ends-->')),
    plain: inAllLanguages(({ unscripted }) => unscripted.list),
    footer: inAllLanguages(({ sharePage }) => sharePage.footer.sent),
    files: catalogues.en.sharePage.listLabel,
  };
  const html = await readFile(join(folder, 'index.html'), 'utf8');
  return html.replaceAll(/\n\s*/g, '\n').replaceAll(/<!--build:(\w+)-->/g, (_marker, name: string) => {
    const part = parts[name];
    if (part === undefined) throw new Error(`the share page asks for an unknown part: ${name}`);
    return part;
  });
}

/** Writes the template to `path` whenever the build this plugin is part of has ended. */
export const sharePagePlugin = (path: string): Plugin => ({
  name: 'mayfly-share-page',
  apply: 'build',
  async closeBundle() {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, await sharePageTemplate());
  },
});
