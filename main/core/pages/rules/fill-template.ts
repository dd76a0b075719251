// Fills the template of a page that Mayfly stores. Its slots are written `<!--mayfly:NAME-->`.
import { escapeHtml, scriptJson } from '../../wording/escape';
import { Failure } from '../../model/failure';
import type { LiveTimes } from './live-page';
import type { PageMark } from './page-mark';

const slotPattern = /<!--mayfly:(\w+)-->/g;

/** What follows the last slot: the end of every page of that kind, whatever fills its slots. */
export const fixedEnd = (template: string): string =>
  template.slice(template.indexOf('-->', template.lastIndexOf('<!--mayfly:')) + '-->'.length);

/**
 * The template with every slot replaced by the text of its name, which is HTML. Raises `unexpected` when the template's slots are not exactly
 * these: it is another version's.
 */
export function fillTemplate(template: string, filled: Readonly<Record<string, string>>): string {
  const found = new Set(Array.from(template.matchAll(slotPattern), ([, name = '']) => name));
  const names = Object.keys(filled);
  if (found.size !== names.length || !names.every((name) => found.has(name))) {
    throw new Failure('unexpected', { reason: 'the share page’s template is another version’s' });
  }
  // In one pass: text that was filled in is not searched for slots.
  return template.replaceAll(slotPattern, (_marker, name: string) => filled[name] ?? '');
}

/** `2026-11-27 14:00 UTC`: without script a page does not know the reader's time zone. */
export const utcMinute = (atMs: number): string => `${new Date(atMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

export interface PageTimes extends LiveTimes {
  /** Unix ms on the server's clock. */
  readonly createdAtMs: number;
  /** Unix ms on the server's clock. */
  readonly expiresAtMs: number;
  /** What writes the mark by which the sender is told that the page was opened; absent: nobody is told. */
  readonly mark?: PageMark | undefined;
  /** The short link to it at another origin, as `askedDoor`. */
  readonly door?: string | undefined;
}

/** What every share page tells of itself, as JSON. */
export const timesData = ({
  createdAtMs: created,
  expiresAtMs: expires,
  revision,
  print,
  before,
  grows,
  status,
  forward,
  mark,
  door,
}: PageTimes): string =>
  // What is undefined is left out.
  scriptJson({
    created,
    expires,
    grows: grows === true ? grows : undefined,
    revision,
    print,
    before,
    status,
    forward,
    mark,
    door,
  });

/** The slots that every share page has. */
export const usualSlots = (page: PageTimes) => ({
  ends: utcMinute(page.expiresAtMs),
  // Behind `connect-src 'self'`: that object and nothing else of its origin.
  door: page.door === undefined ? '' : ` ${escapeHtml(page.door)}`,
  times: timesData(page),
});
