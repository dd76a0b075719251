// Ctrl and +, -, 0 make the window's words and controls larger and smaller. All of its lengths are in `rem`; Chromium's own zoom would hold for the
// shelf and the frame of a screenshot as well, which have the same origin.
import type { WebContents } from 'electron';

const percents = [50, 67, 75, 80, 90, 100, 110, 125, 150, 175, 200] as const;
export const usualZoom = 100;

/** A key as Electron tells it. */
export interface ZoomKey {
  readonly type: string;
  readonly key: string;
  readonly control: boolean;
  readonly meta: boolean;
  readonly alt: boolean;
}

/** What the window's zoom is after a key, in percent; `undefined` for a key that does not zoom. On a Mac the modifier is Command. */
export function zoomAfter(percent: number, { type, key, control, meta, alt }: ZoomKey, mac: boolean) {
  if (type !== 'keyDown' || alt || !(mac ? meta : control) || (mac ? control : meta)) return undefined;
  if (key === '0') return usualZoom;
  if (key === '+' || key === '=') return percents.find((step) => step > percent) ?? percent;
  if (key === '-' || key === '_') return percents.findLast((step) => step < percent) ?? percent;
  return undefined;
}

/** A saved zoom; the usual one for anything else. */
export const toZoom = (value: unknown): number => percents.find((step) => step === value) ?? usualZoom;

/** Draws the page at the percent of `zoom`, and follows its keys, which change it. `onZoom`: called after each change. */
export function followZoom(page: WebContents, zoom: { percent: number }, onZoom: () => void): void {
  let sheet: Promise<string> | undefined;
  const draw = () => {
    void sheet?.then((key) => page.removeInsertedCSS(key)).catch(() => undefined);
    sheet = zoom.percent === usualZoom ? undefined : page.insertCSS(`:root { font-size: ${zoom.percent}%; }`);
    sheet?.catch(() => undefined);
  };
  page.on('dom-ready', () => {
    sheet = undefined;
    draw();
  });
  page.on('before-input-event', (event, input) => {
    const next = zoomAfter(zoom.percent, input, process.platform === 'darwin');
    if (next === undefined) return;
    event.preventDefault();
    if (next === zoom.percent) return;
    zoom.percent = next;
    draw();
    onZoom();
  });
}
