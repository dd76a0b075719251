// Thumbnails: requested once a row has been in view for a moment, a few at a time, and kept at display size.
import { useEffect, useState } from 'react';
import { request } from '../state/bridge';

/** A row that is scrolled past sooner sends no request. */
const lookedAtMs = 150;
const atOnce = 2;
const keptAtMost = 400;
/** Twice as wide as it is drawn, for dense screens. */
const sizePx = 96;

/** By share; `undefined` for one that has none. */
const kept = new Map<string, string | undefined>();
const waiting: (() => Promise<void>)[] = [];
let working = 0;

function next(): void {
  if (working >= atOnce) return;
  // Newest request first: its row is in view.
  const job = waiting.pop();
  if (job === undefined) return;
  working += 1;
  void job().finally(() => {
    working -= 1;
    next();
  });
}

/** The middle of the picture, as a data URL. */
async function shrunk(source: string): Promise<string | undefined> {
  const whole = new Image();
  whole.src = source;
  await whole.decode();
  const side = Math.min(whole.naturalWidth, whole.naturalHeight);
  const canvas = Object.assign(document.createElement('canvas'), { width: sizePx, height: sizePx });
  const context = canvas.getContext('2d');
  if (context === null || side === 0) return undefined;
  const [left, top] = [(whole.naturalWidth - side) / 2, (whole.naturalHeight - side) / 2];
  context.imageSmoothingQuality = 'high';
  context.drawImage(whole, left, top, side, side, 0, 0, sizePx, sizePx);
  return canvas.toDataURL('image/webp', 0.85);
}

async function fetched(shareId: string): Promise<string | undefined> {
  const answer = await request('shares:thumbnail', { shareId });
  const picture = answer.ok ? answer.value.picture : undefined;
  // A file with a picture's content type that does not decode shows its icon.
  return picture === undefined ? undefined : shrunk(picture).catch(() => undefined);
}

/** A data URL, once it is loaded. `wanted`: false for a share that can have no picture. */
export function useThumbnail(shareId: string, wanted: boolean): string | undefined {
  const [picture, setPicture] = useState(() => kept.get(shareId));
  useEffect(() => {
    if (!wanted || kept.has(shareId)) return undefined;
    const job = async () => {
      const found = await fetched(shareId);
      const [oldest] = kept.keys();
      if (kept.size >= keptAtMost && oldest !== undefined) kept.delete(oldest);
      kept.set(shareId, found);
      setPicture(found);
    };
    const timer = setTimeout(() => {
      waiting.push(job);
      next();
    }, lookedAtMs);
    return () => {
      clearTimeout(timer);
      const at = waiting.indexOf(job);
      if (at >= 0) waiting.splice(at, 1);
    };
  }, [shareId, wanted]);
  return wanted ? picture : undefined;
}
