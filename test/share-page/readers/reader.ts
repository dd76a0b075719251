// The recipient's browser, whichever it is: the cases of the page are written once against this, and run in all of them.
import type { ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export type BrowserName = 'chromium' | 'firefox' | 'webkit';

/** What each browser's own protocol offers, in its own words below. */
export interface Driver {
  readonly open: (url: string) => Promise<void>;
  /** The value of an expression in the page, through JSON; a promise is waited for. */
  readonly evaluate: (expression: string) => Promise<unknown>;
  /** A press of the first button of a real pointer, in CSS pixels from the window's corner. */
  readonly pressAt: (x: number, y: number) => Promise<void>;
  readonly resize: (width: number, height: number) => Promise<void>;
  readonly picture: () => Promise<Buffer>;
  /** Absent where the protocol has no printing. */
  readonly print?: () => Promise<Buffer>;
  /** Of the process that draws the window and decides about downloads. */
  readonly interfacePid: () => number;
  readonly close: () => Promise<void>;
}

/** A browser decides about a download in several processes, which takes a busy computer seconds; one it forbids never comes. */
export const ARRIVE_MS = 60_000;

export interface Reader extends Driver {
  readonly name: BrowserName;
  /** Presses the button or link that is called so, by its label or its text, when it is there and ready. */
  readonly press: (name: string) => Promise<void>;
  /** Files that arrived whole, by name, with their SHA-256. */
  readonly downloads: () => Promise<ReadonlyMap<string, string>>;
  readonly downloadFolder: string;
  /** Errors and warnings of the console, and requests to other origins; the page has none. */
  readonly troubles: readonly string[];
}

/** The computer that a browser runs on. */
export interface Where {
  /** The command that runs a program there. */
  readonly command: (program: string, args: readonly string[]) => readonly [string, readonly string[]];
  /** From now on a port of loopback leads to the same one there. */
  readonly bring: (port: number) => Promise<void>;
}

export const here: Where = { command: (program, args) => [program, args], bring: async () => undefined };

/** A profile, a home and a download folder of its own; gone when the browser is. */
export interface Home {
  readonly where: Where;
  readonly folder: string;
  readonly downloads: string;
  readonly troubles: string[];
  /** Ends these with the browser, or when it did not start. */
  readonly started: (child: ChildProcess) => void;
}

export async function createReader(
  name: BrowserName,
  start: (home: Home) => Promise<Driver>,
  where: Where = here,
): Promise<Reader> {
  const folder = await mkdtemp(join(tmpdir(), `mayfly-${name}-`));
  const downloads = join(folder, 'downloads');
  await mkdir(downloads);
  const troubles: string[] = [];
  const children: ChildProcess[] = [];
  const clean = async () => {
    for (const child of children) await endGroup(child);
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  };
  const started = (child: ChildProcess) => void children.push(child);
  const driver = await start({ where, folder, downloads, troubles, started }).catch(async (error: unknown) => {
    await clean();
    throw error;
  });
  return {
    ...driver,
    name,
    troubles,
    downloadFolder: downloads,
    async press(wanted) {
      const ask = `(${placeOf.toString()})(${JSON.stringify(wanted)})`;
      let before = '';
      // Where it stays: rows that come into view may still grow.
      const place = async () => {
        const found = await driver.evaluate(ask);
        const stays = JSON.stringify(found) === before;
        before = JSON.stringify(found);
        return stays && found;
      };
      const [x, y] = (await until(place, `no “${wanted}”`)) as [number, number];
      await driver.pressAt(x, y);
    },
    async downloads() {
      const names = await readdir(downloads);
      // What is on its way has a name of its own in every browser.
      const whole = names.filter((file) => !/\.(part|crdownload|wkdownload)$|^\.|^Unconfirmed /.test(file));
      return new Map(
        await Promise.all(
          whole.map(
            async (file) =>
              [
                file,
                createHash('sha256')
                  .update(await readFile(join(downloads, file)))
                  .digest('hex'),
              ] as const,
          ),
        ),
      );
    },
    async close() {
      await driver.close();
      await clean();
    },
  };
}

/** Runs in the page: the middle of what is called `name`, when a press there would reach it. */
function placeOf(name: string): readonly [number, number] | undefined {
  for (const element of document.querySelectorAll('button, a, summary')) {
    const called = element.getAttribute('aria-label') ?? element.textContent.trim();
    if (called !== name || element.getAttribute('aria-disabled') === 'true') continue;
    element.scrollIntoView({ block: 'center', behavior: 'instant' });
    const { left, top, width, height } = element.getBoundingClientRect();
    const [x, y] = [Math.round(left + width / 2), Math.round(top + height / 2)];
    const hit = document.elementFromPoint(x, y);
    if (hit !== null && element.contains(hit)) return [x, y];
  }
  return undefined;
}

/** The first answer that is neither undefined, null nor false; fails with `words` after ten seconds. */
export async function until<Value>(
  ask: () => Promise<Value>,
  words: string,
  timeoutMs = 10_000,
): Promise<NonNullable<Value>> {
  const deadlineMs = performance.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== null && answer !== false) return answer;
    if (performance.now() > deadlineMs) throw new Error(words);
    await sleep(50);
  }
}

/** The first match of `pattern` in what the process writes. */
export const written = (child: ChildProcess, pattern: RegExp): Promise<RegExpExecArray> =>
  new Promise((resolve, reject) => {
    let text = '';
    const read = (piece: Buffer) => {
      text += piece.toString();
      const found = pattern.exec(text);
      if (found !== null) resolve(found);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', (code) => reject(new Error(`ended with ${String(code)}: ${text.slice(-500)}`)));
    child.once('error', reject);
  });

/** Ends a browser with all its processes: it was started as the leader of a group. */
async function endGroup(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null) return;
  const gone = new Promise((done) => child.once('exit', done));
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It ended by itself.
  }
  await gone;
}
