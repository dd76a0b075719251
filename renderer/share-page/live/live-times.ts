// What a page says of its own changes: it is rewritten in place, under one address (main/core/pages/rules/live-page.ts has the whole format).
import { number, record, text } from '../../page/page-data';

export interface Live {
  /** Of this page; 0: never rewritten. Higher is later. */
  readonly revision: number;
  /** Path-absolute reference to the status object; only while the files are still being sent. */
  readonly statusHref?: string | undefined;
  /** Path-absolute reference to its only file by itself; a page that is opened with it leads there. */
  readonly forwardHref?: string | undefined;
  /** Its sender may rewrite it while it is open. */
  readonly grows: boolean;
  /** The short link to it at another origin; empty: none, or one of this origin. */
  readonly door: string;
}

/** A path-absolute reference; two slashes would name another host. */
export function referenceIn(value: unknown): string | undefined {
  const reference = text(value);
  return /^\/(?!\/)/.test(reference) ? reference : undefined;
}

/** Reads the JSON of `#times`. */
export function liveOf(times: Readonly<Record<string, unknown>>): Live {
  const revision = number(times['revision']);
  return {
    revision,
    door: text(times['door']),
    grows: revision > 0 || times['grows'] === true,
    statusHref: referenceIn(times['status']),
    forwardHref: referenceIn(times['forward']),
  };
}

/** Reads it of a document; `undefined` for what is no page of Mayfly's. */
export function liveIn(document: Document): Live | undefined {
  try {
    return liveOf(record(JSON.parse(document.getElementById('times')?.textContent ?? '')));
  } catch {
    return undefined;
  }
}
