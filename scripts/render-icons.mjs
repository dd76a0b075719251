// Renders every icon file from its SVG source with a headless Chromium: `node scripts/render-icons.mjs` after a change.
// The results are committed, so that building and packaging need no browser.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { chromium } from 'playwright';
import { findBrowser } from './setup/browser.mjs';
import { encodeIcns, encodeIco } from './setup/icon-containers.mjs';
import { projectFolder } from './setup/project-folder.mjs';
import { SetupError, runMain, say } from './setup/progress.mjs';

const RESOURCES = join(projectFolder, 'resources');
const SMALL_PX = 48; // up to here the simplified drawing is the clearer one
const LINUX_PX = [16, 24, 32, 48, 64, 128, 256, 512];
const WINDOWS_PX = [16, 24, 32, 48, 64, 128, 256];
const MAC_PX = [16, 32, 64, 128, 256, 512, 1024];
// Apple's grid: the tile is 824 of 1024 points wide, ours 960.
const MAC_SCALE = 824 / 960;
// Folders are named after the panel the icon sits on.
const PANELS = {
  light: { glyph: '#2b2724', busy: '#b4530a' },
  dark: { glyph: '#f6f3ef', busy: '#f4ae5b' },
  any: { glyph: '#2b2724', busy: '#b4530a', outline: '#f6f3ef' },
};
const TEMPLATE = { glyph: '#000', busy: '#000' }; // macOS uses only the transparency
const PANEL_PX = 22;
const MENU_BAR_PX = 18;

await runMain(async () => {
  const executablePath = await findBrowser();
  if (executablePath === undefined)
    throw new SetupError('no Chromium here to render with: run `npm test` once, it fetches one.');
  const browser = await chromium.launch({ executablePath });
  try {
    const page = await browser.newPage();
    await renderAppIcons(page);
    await renderTrayIcons(page);
  } finally {
    await browser.close();
  }
  say('icons rendered into resources/.');
});

async function renderAppIcons(page) {
  const large = readSource('icon.svg');
  const small = readSource('icon-small.svg');
  const draw = (px, scale = 1) =>
    render(page, px <= SMALL_PX ? small : large, px, { scale: px <= SMALL_PX ? 1 : scale });
  const drawAll = async (sizes, scale) => {
    const images = [];
    for (const px of sizes) images.push({ px, png: await draw(px, scale) });
    return images;
  };
  for (const { px, png } of await drawAll(LINUX_PX)) write(`icons/${px}x${px}.png`, png);
  write('icon.png', await draw(512));
  write('icon.ico', encodeIco(await drawAll(WINDOWS_PX)));
  write('icon.icns', encodeIcns(await drawAll(MAC_PX, MAC_SCALE)));
}

async function renderTrayIcons(page) {
  const source = readSource('tray.svg');
  const looks = [
    ...Object.entries(PANELS).map(([panel, colours]) => ({
      colours,
      px: PANEL_PX,
      path: (name) => `tray/${panel}/${name}`,
    })),
    { colours: TEMPLATE, px: MENU_BAR_PX, path: (name) => `tray/${name}Template` },
  ];
  for (const { colours, px, path } of looks) {
    for (const name of ['idle', 'busy', 'offline']) {
      const svg = colours.outline === undefined ? signed(source, name) : outlined(signed(source, name));
      write(`${path(name)}.png`, await render(page, svg, px, { colours }));
      write(`${path(name)}@2x.png`, await render(page, svg, px * 2, { colours }));
    }
  }
}

/** The glyph with the one sign that it carries then. */
function signed(source, name) {
  const still = name === 'busy' ? source : source.replace(/<circle id="busy".*\/>/, '');
  return name === 'offline' ? still : still.replace(/<g id="offline"[^]*?<\/g>/, '');
}

/** The glyph above a broader copy of itself. */
function outlined(svg) {
  return svg.replace(/(<svg[^>]*>)([^]*)<\/svg>/, '$1<g class="outline">$2</g>$2</svg>');
}

/** A transparent PNG of `px` by `px` pixels. */
async function render(page, svg, px, { scale = 1, colours = PANELS.light }) {
  await page.setViewportSize({ width: px, height: px });
  await page.setContent(`<style>
    body { margin: 0; color: ${colours.glyph} }
    #busy { color: ${colours.busy} }
    .outline * { color: ${colours.outline}; fill-opacity: 1; stroke: ${colours.outline}; stroke-width: 240; stroke-linejoin: round }
    .outline #offline * { stroke-width: 320 }
    svg { display: block; width: ${px}px; height: ${px}px; transform: scale(${scale}) }
  </style>${svg}`);
  return page.screenshot({ omitBackground: true });
}

function readSource(name) {
  return readFileSync(join(RESOURCES, name), 'utf8');
}

function write(path, content) {
  mkdirSync(dirname(join(RESOURCES, path)), { recursive: true });
  writeFileSync(join(RESOURCES, path), content);
}
