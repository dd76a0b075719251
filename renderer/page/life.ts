// The time left of a link, in the reader's time zone and by the server's clock.
import { byId, element } from './element';
import type { Formats } from './language';

const secondMs = 1000;
const hourMs = 3_600_000;

/** Unix ms on the server's clock, both. */
export interface Life {
  readonly createdAtMs: number;
  /** A later one where the links of an open page were exchanged. */
  expiresAtMs: number;
}

interface LifeWords {
  readonly until: (values: { readonly clock: string }) => string;
  readonly left: (values: { readonly duration: string }) => string;
  readonly zone: string;
}

/**
 * Fills the strip below the title and keeps it true. When the time seems up it asks `isOver`: the reader's clock may be wrong, and only an
 * answer of the server tells. Gives what shows it anew, for when the server's clock became known.
 */
export function showLife(
  life: Life,
  language: Pick<Formats, 'left' | 'clock' | 'fullClock'> & { readonly words: LifeWords },
  nowMs: () => number,
  isOver: () => Promise<boolean>,
): () => void {
  const { words } = language;
  const until = element('p', { class: 'until' });
  let shownEndMs = 0;
  const showEnd = () => {
    shownEndMs = life.expiresAtMs;
    const title = `${language.fullClock(shownEndMs)}, ${words.zone}`;
    const clock = language.clock(shownEndMs);
    const [before = '', after = ''] = words.until({ clock: '\0' }).split('\0');
    until.replaceChildren(
      before,
      element('time', { datetime: new Date(shownEndMs).toISOString(), title }, clock),
      after,
    );
  };
  const left = element('p', { class: 'left' });
  const fill = element('span', { class: 'fill' });
  const bar = element('div', { class: 'bar', 'aria-hidden': 'true' }, fill);
  const strip = byId('life');
  strip.replaceChildren(element('div', { class: 'line' }, until, left), bar);

  let waiting: ReturnType<typeof setTimeout> | undefined;
  const later = (delayMs: number) => {
    clearTimeout(waiting);
    waiting = setTimeout(tick, delayMs);
  };
  const tick = () => {
    const leftMs = Math.max(0, life.expiresAtMs - nowMs());
    if (shownEndMs !== life.expiresAtMs) showEnd();
    left.textContent = leftMs > 0 ? words.left({ duration: language.left(leftMs / secondMs) }) : '';
    const leftPart = Math.min(1, leftMs / Math.max(1, life.expiresAtMs - life.createdAtMs));
    fill.style.setProperty('inline-size', `${(leftPart * 100).toFixed(2)}%`);
    strip.dataset['tone'] = leftPart < 0.1 || (leftPart < 0.5 && leftMs < hourMs) ? 'soon' : 'calm';
    if (leftMs > 0) later(leftMs > hourMs ? 30 * secondMs : Math.min(secondMs, leftMs));
    else void isOver().then((over) => over || later(secondMs));
  };
  tick();
  return tick;
}
