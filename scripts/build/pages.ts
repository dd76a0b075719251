// How the pages that Mayfly stores in buckets become one self-contained file each: script, style and pictures inlined, each under the hash that
// the page's own policy allows.
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Plugin } from 'vite';
import { escapeHtml } from '../../main/core/wording/escape';
import { manifestCommand } from '../../renderer/encrypted-page/manifest-command';
import { catalogues } from '../../resources/words/catalogues';
import { licencesPlugin } from './licences';
import { packedEnd } from './packed-pages';
import { projectFolder } from './project-folder';
import { silentLibrariesPlugin } from './silent-libraries';

const rendererFolder = join(projectFolder, 'renderer');

/** The names that the scripts of all pages use, and what each is called at lucide. */
const shared = {
  image: 'file-image',
  video: 'file-play',
  audio: 'file-music',
  archive: 'file-archive',
  sheet: 'file-spreadsheet',
  code: 'file-code',
  text: 'file-text',
  other: 'file',
  folder: 'folder',
  close: 'x',
  offline: 'wifi-off',
} as const;

interface PageSource {
  /** Of renderer/, with its script. */
  readonly folder: string;
  /** The folder with its document, where that is another one. */
  readonly document?: string;
  /** The names of the page's own icons. */
  readonly icons: Readonly<Record<string, string>>;
  /** Whether it encrypts or decrypts: its cipher is WebAssembly. */
  readonly isEncrypted?: true;
  /** What its policy allows beyond the page itself. */
  readonly allows: readonly string[];
  /** Whether it may ask the short link that leads to it, where that has another origin: the slot is empty, or has a blank and that address. */
  readonly asksDoor?: true;
  /** Texts in the document itself, for `<!--build:NAME-->`. */
  readonly texts: Readonly<Record<string, string>>;
}

interface LucideIcon {
  readonly __iconData: {
    readonly node: readonly (readonly [tag: string, attributes: Readonly<Record<string, string>>])[];
  };
}

async function sprite(icons: PageSource['icons']): Promise<string> {
  const pictures = await Promise.all(
    Object.entries({ ...shared, ...icons }).map(async ([name, file]) => {
      const { __iconData } = (await import(`lucide-react/dist/esm/icons/${file}.mjs`)) as LucideIcon;
      const shapes = __iconData.node.map(([tag, attributes]) => {
        const written = Object.entries(attributes).filter(([key]) => key !== 'key');
        return `<${tag}${written.map(([key, value]) => ` ${key}="${value}"`).join('')}/>`;
      });
      return { name, shapes };
    }),
  );
  // Most pictures of files have their outline in common.
  const all = pictures.flatMap(({ shapes }) => shapes);
  const common = [...new Set(all)].filter((shape) => shape.length > 40 && all.indexOf(shape) < all.lastIndexOf(shape));
  const made = new Set<string>();
  const draw = (shape: string): string => {
    const id = `s${common.indexOf(shape)}`;
    if (!common.includes(shape)) return shape;
    if (made.has(id)) return `<use href="#${id}"/>`;
    made.add(id);
    return shape.replace(' ', ` id="${id}" `);
  };
  const groups = pictures.map(({ name, shapes }) => `<g id="icon-${name}">${shapes.map(draw).join('')}</g>`);
  return `<svg hidden aria-hidden="true">${groups.join('')}</svg>`;
}

/** Those that a script sets, or that stand for a light and a dark value. */
const keptNames: ReadonlySet<string> = new Set(['--l', '--d', '--depth', '--indent']);

/** Without the rules that ask for a class or an id which `page` never names. */
function ownRules(style: string, page: string): string {
  // What is in parentheses may be one of several, or what must not be.
  const isKept = (selector: string) =>
    Array.from(selector.replaceAll(/\([^()]*\)/g, '').matchAll(/[.#]([A-Za-z][\w-]*)/g), ([, name = '']) => name).every(
      (name) => new RegExp(`[^\\w-]${name}[^\\w-]`).test(page),
    );
  return style.replaceAll(/([^{};]+)\{([^{}]*)\}/g, (_whole, selectors: string, body: string) => {
    const kept = selectors.split(/,(?![^(]*\))/).filter(isKept);
    return kept.length === 0 ? '' : `${kept.join(',')}{${body}}`;
  });
}

/**
 * Every page carries its style: without what the window's settings choose, what other pages have, and the custom properties that nobody reads,
 * and with short names for the custom properties.
 */
function trimStyle(style: string, page: string): string {
  let trimmed = ownRules(style, page)
    .replace(/\/\*[^*]*\*\/\s*$/, '')
    .replaceAll('--lightningcss-light', '--l')
    .replaceAll('--lightningcss-dark', '--d')
    .replaceAll(/:root\[data-(?:theme|density)=[^{]*\{[^}]*\}/g, '')
    .replaceAll(/, (?=[^"]*(?:"[^"]*"[^"]*)*$)/g, ',');
  // Names of the same value in the same rules become one.
  const values = new Map<string, string>();
  for (const [index, rule] of trimmed.split('}').entries()) {
    for (const [, name = '', value = ''] of rule.matchAll(/(--[a-z][\w-]*):([^;{}]*)/g)) {
      values.set(name, `${values.get(name) ?? ''}${index}:${value};`);
    }
  }
  const firstOf = new Map<string, string>();
  for (const [name, value] of values) {
    const first = firstOf.get(value) ?? name;
    if (!keptNames.has(name)) firstOf.set(value, first);
    if (first !== name && !keptNames.has(name)) trimmed = trimmed.replaceAll(`var(${name})`, `var(${first})`);
  }
  for (let before = ''; before !== trimmed;) {
    before = trimmed;
    const read = new Set(Array.from(trimmed.matchAll(/var\((--[\w-]+)/g), ([, name]) => name));
    trimmed = trimmed.replaceAll(/(--[\w-]+):[^;{}]*(;|(?=\}))/g, (whole, name: string) =>
      read.has(name) ? whole : '',
    );
  }
  // What is said once needs no name where it is read once, or is as short as a name.
  const [root = ''] = trimmed.split('}', 1);
  for (const [rule, name = '', value = ''] of root.matchAll(/(--[a-z][\w-]*):([^;{}]*);/g)) {
    if (keptNames.has(name) || !trimmed.includes(rule) || trimmed.split(`${name}:`).length !== 2) continue;
    if (trimmed.split(`var(${name})`).length !== 2 && value.length > 'var(--00)'.length) continue;
    if (trimmed.includes(`var(${name},`)) continue;
    trimmed = trimmed.replace(rule, '').replaceAll(`var(${name})`, () => value);
  }
  const names = new Map<string, string>(Array.from(keptNames, (name) => [name, name]));
  let count = 0;
  return trimmed.replaceAll(/--[a-z][\w-]*/g, (name) => {
    while (!names.has(name)) {
      const short = `--${count.toString(36)}`;
      if (!keptNames.has(short)) names.set(name, short);
      count += 1;
    }
    return names.get(name) ?? name;
  });
}

interface Tree {
  readonly [name: string]: string | Tree;
}

/** The texts of `own` in the order of `names`; 0 for a plural form that only that language has. */
const inOrder = (names: Tree, own: Partial<Tree>): readonly (string | 0)[] =>
  Object.entries(names).flatMap(([name, text]) => {
    const said = own[name];
    return typeof text === 'string' ? [typeof said === 'string' ? said : 0] : inOrder(text, said as Tree);
  });

/** Runs in the page. */
const fill = `const fill = (names, texts) => Object.fromEntries(
  Object.entries(names).map(([name, text]) => [name, typeof text === 'string' ? texts.shift() : fill(text, texts)]),
);`;

const ownWords = '\0mayfly-own-words-';

/** The words of the pages in one module for each language, which is smaller when it is compressed; the names of texts are there once. */
const ownWordsPlugin: Plugin = {
  name: 'mayfly-own-words',
  enforce: 'pre',
  resolveId(source) {
    if (source.startsWith(ownWords)) return source;
    const language = /resources\/words\/([a-z]{2})\/pages\//.exec(source)?.[1];
    return language === undefined ? undefined : ownWords + language;
  },
  load(id) {
    if (!id.startsWith(ownWords)) return undefined;
    const language = id.slice(ownWords.length) as keyof typeof catalogues;
    const own = Object.entries({
      onSharePage: 'sharePage',
      onRequestPage: 'requestPage',
      onEncryptedPage: 'encryptedPage',
      onEncryptedRequestPage: 'encryptedRequestPage',
    } as const);
    if (language === 'en') {
      return own.map(([name, page]) => `export const ${name} = ${JSON.stringify(catalogues.en[page])};`).join('');
    }
    const filled = own.map(([name, page]) => {
      const texts = JSON.stringify(inOrder(catalogues.en[page], catalogues[language][page]));
      return `export const ${name} = /*#__PURE__*/ fill(en.${name}, ${texts});`;
    });
    return `import * as en from '${ownWords}en';${fill}${filled.join('')}`;
  },
};

/** One classic script and one style sheet, for browsers of the last four years. */
async function bundle(folder: string, html: string): Promise<{ readonly script: string; readonly style: string }> {
  const result = await build({
    configFile: false,
    root: folder,
    logLevel: 'error',
    plugins: [ownWordsPlugin, silentLibrariesPlugin(), licencesPlugin()],
    build: {
      write: false,
      target: ['chrome100', 'firefox102', 'safari15.4'],
      cssTarget: ['chrome100', 'firefox102', 'safari15.4'],
      modulePreload: false,
      cssCodeSplit: false,
      rolldownOptions: {
        input: join(folder, 'main.ts'),
        // The minifier writes a constant in its places, and no `var`.
        output: { format: 'iife', topLevelVar: false },
        optimization: { inlineConst: { mode: 'all' } },
        // A field of a class is assigned: no class here has a setter of that name above it.
        transform: { assumptions: { setPublicClassFields: true } },
      },
    },
  });
  const files = (Array.isArray(result) ? result : [result]).flatMap((made) => ('output' in made ? made.output : []));
  const script = files.flatMap((file) => (file.type === 'chunk' ? [file.code] : [])).join('');
  const style = files.flatMap((file) => (file.type === 'asset' ? [String(file.source)] : [])).join('');
  if (/<\/(script|style)|<!--/i.test(script + style)) throw new Error('a page would end its own script or style');
  return { script: script.trim(), style: trimStyle(style.trim(), html + script) };
}

/** What stands there in every language until the page's script has chosen one, or for ever where there is no script. */
const inAllLanguages = (
  text: (texts: (typeof catalogues)[keyof typeof catalogues]) => string,
  tag = 'p',
  between = '',
): string =>
  Object.entries(catalogues)
    .map(([code, texts]) => `<${tag} lang="${code}">${text(texts)}</${tag}>`)
    .join(between);

/** What a chat shows of a link: it does not know the language of who reads. */
const cardOf = ({ title, text }: { readonly title: string; readonly text: string }) => ({ card: title, told: text });

const hashSource = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Nothing but what this file holds runs, nothing but its short link is asked beyond the origin, and no text can become script. */
const policy = (script: string, style: string, page: PageSource) =>
  [
    "default-src 'none'",
    // The keyword lets the script compile WebAssembly, and no text become script.
    `script-src ${hashSource(script)}${page.isEncrypted === undefined ? '' : " 'wasm-unsafe-eval'"}`,
    `style-src ${hashSource(style)}`,
    ...page.allows,
    `connect-src 'self'${page.asksDoor === true ? '<!--mayfly:door-->' : ''}`,
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');

async function pageTemplate(page: PageSource): Promise<string> {
  const folder = join(rendererFolder, page.folder);
  const html = await readFile(join(folder, '..', page.document ?? page.folder, 'index.html'), 'utf8');
  const art = await readFile(join(rendererFolder, 'page', 'art.svg'), 'utf8');
  const { script, style } = await bundle(folder, html + art);
  const parts: Readonly<Record<string, string>> = {
    // With their tags: white space between them would not be what was hashed.
    script: `<script>${script}</script>`,
    style: `<style>${style}</style>`,
    icons: await sprite(page.icons),
    policy: policy(script, style, page),
    head: await readFile(join(rendererFolder, 'page', 'head.html'), 'utf8'),
    art,
    ...page.texts,
  };
  // Between blocks no white space shows, and lines of text keep theirs.
  const flat = (text: string) =>
    text
      .replaceAll(/\n\s*/g, '\n')
      .replaceAll(/>\n(?=<)/g, '>')
      .trim();
  const fill = (text: string): string =>
    text.replaceAll(/<!--build:(\w+)-->/g, (_marker, name: string) => {
      const part = parts[name];
      if (part === undefined) throw new Error(`the ${page.folder} asks for an unknown part: ${name}`);
      // The head has parts of its own.
      return name === 'head' || name === 'art' ? fill(flat(part)) : part;
    });
  return fill(flat(html));
}

const sharePageIcons = {
  download: 'download',
  preview: 'eye',
  previous: 'chevron-left',
  next: 'chevron-right',
  search: 'search',
  expired: 'hourglass',
  withdrawn: 'unlink',
} as const;

/** The template for `buildSharePage` (main/core/pages/rules/share-page.ts). */
export const sharePageTemplate = (): Promise<string> =>
  pageTemplate({
    folder: 'share-page',
    icons: sharePageIcons,
    allows: ['img-src blob: data:', "media-src 'self'", "form-action 'none'"],
    asksDoor: true,
    texts: {
      until: inAllLanguages(({ unscripted }) => unscripted.until.replace('{{ends}}', '<!--mayfly:ends-->')),
      plain: inAllLanguages(({ unscripted }) => unscripted.list),
      footer: inAllLanguages(({ sharePage }) => sharePage.footer.sent),
      files: catalogues.en.sharePage.listLabel,
      title: '<!--mayfly:title-->',
      ...cardOf(catalogues.en.cards.share),
    },
  });

/**
 * The template for the page of an encrypted share: nothing in it names a file. Its slots: `ends`, `door`, `times`, `data`, and `manifest`, which is a
 * whole element: `<script type="text/plain" id="manifest" data-password>BASE64</script>`, with `data-password` where a password is needed.
 */
export const encryptedPageTemplate = (): Promise<string> =>
  pageTemplate({
    folder: 'encrypted-page',
    isEncrypted: true,
    icons: { ...sharePageIcons, locked: 'lock-keyhole' },
    allows: ['img-src blob: data:', 'media-src blob:', "form-action 'none'"],
    asksDoor: true,
    texts: {
      until: inAllLanguages(({ unscripted }) => unscripted.until.replace('{{ends}}', '<!--mayfly:ends-->')),
      plain: inAllLanguages(({ unscripted }) => unscripted.encrypted),
      footer: inAllLanguages(({ sharePage }) => sharePage.footer.sent),
      files: catalogues.en.sharePage.listLabel,
      title: catalogues.en.encryptedPage.title,
      ...cardOf(catalogues.en.cards.share),
      command: escapeHtml(manifestCommand('LINK')),
    },
  });

const requestPage: PageSource = {
  folder: 'request-page',
  icons: {
    drop: 'upload',
    send: 'send',
    pause: 'pause',
    again: 'rotate-cw',
    received: 'circle-check',
    unsent: 'circle-exclamation-point',
    ended: 'hourglass',
    closed: 'door-closed',
    full: 'package-check',
    lapsed: 'moon',
  },
  // A form without script posts to the bucket, which is where the page comes from.
  allows: ['img-src data:', "form-action 'self'"],
  texts: {
    until: inAllLanguages(({ unscripted }) => unscripted.open.replace('{{ends}}', '<!--mayfly:ends-->')),
    plain: inAllLanguages(({ unscripted }) => unscripted.form),
    send: inAllLanguages(({ unscripted }) => unscripted.send, 'span', ' / '),
    footer: inAllLanguages((words) => words.requestPage.footer.sent),
    title: '<!--mayfly:title-->',
    ...cardOf(catalogues.en.cards.request),
  },
};

/** The template for `buildRequestPage` (main/core/requests/rules/request-page.ts). */
export const requestPageTemplate = (): Promise<string> => pageTemplate(requestPage);

/** The same for requests whose files the page encrypts. */
export const encryptedRequestPageTemplate = (): Promise<string> =>
  pageTemplate({
    ...requestPage,
    folder: 'encrypted-request-page',
    isEncrypted: true,
    document: requestPage.folder,
    icons: { ...requestPage.icons, sealed: 'lock-keyhole' },
    allows: ['img-src data:', "form-action 'none'"],
    texts: { ...requestPage.texts, plain: inAllLanguages(({ unscripted }) => unscripted.sealed) },
  });

/** Writes the template of each page below `folder`, and its end as it is compressed, whenever the build this plugin is part of has ended. */
export const pagesPlugin = (folder: string): Plugin => ({
  name: 'mayfly-pages',
  apply: 'build',
  async closeBundle() {
    for (const [page, template] of [
      ['share-page', sharePageTemplate],
      ['encrypted-page', encryptedPageTemplate],
      ['request-page', requestPageTemplate],
      ['encrypted-request-page', encryptedRequestPageTemplate],
    ] as const) {
      await mkdir(join(folder, page), { recursive: true });
      const text = await template();
      await writeFile(join(folder, page, 'index.html'), text);
      await writeFile(join(folder, page, 'end.deflate'), packedEnd(text));
    }
  },
});
