// The hands and eyes of a person at an X11 display: real keys and pointer by xdotool, pictures by ImageMagick, names by AT-SPI.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { run } from '../setup/run-command.mjs';

/** For a machine that does other things as well. */
const LIMIT_MS = 30_000;
/** Between two moves of the pointer: toolkits begin and follow a drag only after several. */
const MOVE_MS = 60;
const PYTHON = '/usr/bin/python3'; // Debian's, for which its python3-gi is

/** Runs a program and resolves to what it wrote. Throws an Error when it fails. */
export async function output(program, ...args) {
  const { code, stdout, stderr } = await run(program, args, { timeoutMs: LIMIT_MS });
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${code}: ${stderr}`);
  return stdout;
}

export const keys = (...names) => output('xdotool', 'key', '--delay', '120', ...names);

/** Resolves to the first truthy answer of `ask`. Throws an Error that names `what` after `limitMs`. */
export async function until(what, ask, limitMs = LIMIT_MS) {
  let last;
  for (const deadline = Date.now() + limitMs; Date.now() < deadline; await sleep(150)) {
    try {
      const answer = await ask();
      if (answer) return answer;
    } catch (error) {
      last = error;
    }
  }
  throw new Error(`${what} did not come within ${limitMs / 1_000} s${last ? `: ${last.message}` : ''}`);
}

const script = join(import.meta.dirname, 'accessible.py');
const fits = (wanted, text) => (wanted instanceof RegExp ? wanted.test(text) : wanted === text);

/** Everything on the screen that has `role` (of AT-SPI) and `name`, a text or a pattern. */
export async function allSeen(role, name, app = 'mayfly') {
  const nodes = JSON.parse(await output(PYTHON, script));
  return nodes.filter((node) => node.app === app && fits(role, node.role) && fits(name, node.name));
}

/** Waits until it is on the screen, and resolves to its place. */
export const seen = (role, name, app, limitMs) =>
  until(`${role} “${name}”`, async () => (await allSeen(role, name, app))[0], limitMs);

export const centre = ({ x, y, width, height }) => ({ x: Math.round(x + width / 2), y: Math.round(y + height / 2) });

const moveTo = ({ x, y }) => output('xdotool', 'mousemove', String(x), String(y));

export async function click(place, button = 1) {
  await moveTo(place);
  await sleep(MOVE_MS);
  await output('xdotool', 'click', String(button));
}

/** Waits for a thing of Mayfly and clicks on it; with `scroll` it turns the wheel over the window until it comes up. */
export async function clickOn(role, name, { scroll = false } = {}) {
  if (!scroll) return click(centre(await seen(role, name)));
  const [window] = await allSeen('document web', 'Mayfly');
  const found = await until(`${role} “${name}”`, async () => {
    const [thing] = await allSeen(role, name);
    if (thing !== undefined && centre(thing).y < window.y + window.height - 40) return thing;
    await moveTo(centre(window));
    await output('xdotool', 'click', '--repeat', '3', '5');
    await sleep(300);
    return undefined;
  });
  return click(centre(found));
}

/** A hand that waits above a target moves a little, and toolkits tell the target only of moves. */
async function hesitate({ x, y }, waitedFor) {
  const hand = new AbortController();
  const ended = waitedFor.finally(() => hand.abort());
  ended.catch(() => {}); // reported below
  for (let step = 0; !hand.signal.aborted; step += 1) {
    await moveTo({ x, y: y + (step % 2) });
    await sleep(4 * MOVE_MS);
  }
  return ended;
}

/** Drags by the pointer. `over`, if given, is awaited while the button is still down above the target; it may resolve to a later target. */
export async function drag(from, to, over) {
  const glide = async (start, end) => {
    for (let step = 1; step <= 8; step += 1) {
      const at = (one, other) => Math.round(one + ((other - one) * step) / 8);
      await moveTo({ x: at(start.x, end.x), y: at(start.y, end.y) });
      await sleep(MOVE_MS);
    }
  };
  await moveTo(from);
  await sleep(MOVE_MS);
  await output('xdotool', 'mousedown', '1');
  try {
    await sleep(MOVE_MS);
    await glide(from, { x: from.x + 24, y: from.y + 24 });
    await glide({ x: from.x + 24, y: from.y + 24 }, to);
    const later = await (over && hesitate(to, over()));
    if (later !== undefined) await glide(to, later);
    await sleep(200);
  } finally {
    await output('xdotool', 'mouseup', '1');
  }
}

/** What is on the clipboard, as another program reads it. */
export const clipboard = () => output('xclip', '-o', '-selection', 'clipboard');

export async function copy(text) {
  const program = spawn('xclip', ['-selection', 'clipboard'], { stdio: ['pipe', 'ignore', 'ignore'] });
  program.stdin.end(text);
  await once(program, 'exit');
}

/** The windows of the window manager in its order, each as xprop tells of it. */
async function windows() {
  const list = await output('xprop', '-root', '_NET_CLIENT_LIST');
  const ids = list.match(/0x[\da-f]+/g) ?? [];
  const about = (id) => output('xprop', '-id', id, '_NET_WM_STATE', '_NET_WM_WINDOW_TYPE', '_NET_WM_NAME');
  // A window may close meanwhile.
  return (await Promise.all(ids.map((id) => about(id).catch(() => '')))).filter((text) => text !== '');
}

const titleOf = (about) => /_NET_WM_NAME.* = "(.*)"/.exec(about)?.[1] ?? '';

/** The titles of the windows in the taskbar. */
export const taskbar = async () =>
  (await windows())
    .filter((about) => !/SKIP_TASKBAR|TYPE_(DOCK|DESKTOP|UTILITY|NOTIFICATION)/.test(about))
    .map(titleOf);

/** True while the shelf is more than a strip: no window manager lists the strip. */
export const shelfIsOpen = async () => (await windows()).some((about) => about.includes('TYPE_UTILITY'));

/** The titles of the open questions. */
export const dialogs = async () => (await windows()).filter((about) => about.includes('TYPE_DIALOG')).map(titleOf);

export const picture = (file) => output('import', '-window', 'root', file);

/** Of a drawing, this share of its place must stand out from the ground; less is a stray pixel. */
const SHARE_OF_DRAWING = 0.05;

/** The WCAG contrast that a drawing on the screen has to its ground, the most frequent colour of its place. */
export async function contrast({ x, y, width, height }) {
  const crop = `${width}x${height}+${x}+${y}`;
  const text = await output(
    'import',
    '-window',
    'root',
    '-crop',
    crop,
    '-depth',
    '8',
    '-format',
    '%c',
    'histogram:info:-',
  );
  const colours = [...text.matchAll(/^\s*(\d+): \((\d+),(\d+),(\d+)/gm)].map(([, count, ...parts]) => ({
    count: Number(count),
    light: luminance(parts.map(Number)),
  }));
  const ground = colours.toSorted((one, other) => other.count - one.count)[0];
  if (ground === undefined) throw new Error(`no colours at ${crop}:\n${text}`);
  const ratio = ({ light }) => (Math.max(light, ground.light) + 0.05) / (Math.min(light, ground.light) + 0.05);
  let left = width * height * SHARE_OF_DRAWING;
  for (const colour of colours.toSorted((one, other) => ratio(other) - ratio(one))) {
    left -= colour.count;
    if (left <= 0) return ratio(colour);
  }
  return 1;
}

/** Source: WCAG 2.2, "relative luminance". */
function luminance(parts) {
  const [red, green, blue] = parts.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
