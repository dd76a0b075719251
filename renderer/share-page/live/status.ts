// The status object of a share that is being sent: how far its sender is (main/core/pages/rules/live-page.ts has the whole format).
import { list, number, record } from '../../page/page-data';

const sendingStates = ['sending', 'paused', 'done', 'cancelled'] as const;
export type SendingState = (typeof sendingStates)[number];

export interface Status {
  /** Higher is later, whatever order the answers come in. */
  readonly sequence: number;
  readonly state: SendingState;
  readonly sentBytes: number;
  /** Ranges of files that are stored and proven, by their place on the page. */
  readonly stored: readonly (readonly [first: number, last: number])[];
  readonly failed: readonly number[];
  readonly sending: readonly (readonly [file: number, sentBytes: number])[];
}

/** A status of ten thousand files of which every other one is stored has 70,000 bytes. */
export const mostStatusBytes = 262_144;

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
const pairs = (value: unknown): readonly (readonly [number, number])[] =>
  list(value).flatMap((pair): readonly (readonly [number, number])[] => {
    const [first, second] = list(pair);
    return isCount(first) && isCount(second) ? [[first, second]] : [];
  });

/** `undefined` for what is no status of this version. */
export function parseStatus(json: string): Status | undefined {
  if (json.length > mostStatusBytes) return undefined;
  let told: Readonly<Record<string, unknown>>;
  try {
    told = record(JSON.parse(json));
  } catch {
    return undefined;
  }
  const { sequence } = told;
  const state = sendingStates.find((known) => known === told['state']);
  if (told['v'] !== 1 || !isCount(sequence) || state === undefined) return undefined;
  return {
    sequence,
    state,
    sentBytes: Math.max(0, number(told['sentBytes'])),
    stored: pairs(told['stored']),
    failed: list(told['failed']).filter(isCount),
    sending: pairs(told['sending']),
  };
}

/** What a status says of each of `count` files, and of those on their way how many bytes are there. What it does not name waits. */
export function filesOf(
  { state, stored, failed, sending }: Status,
  count: number,
): readonly { readonly state: 'known' | 'waiting' | 'sending' | 'unsent' | 'cancelled'; readonly sentBytes: number }[] {
  const files = Array.from({ length: count }, () => ({
    state: (state === 'cancelled' ? 'cancelled' : 'waiting') as
      | 'known'
      | 'waiting'
      | 'sending'
      | 'unsent'
      | 'cancelled',
    sentBytes: 0,
  }));
  if (state !== 'cancelled') {
    for (const [index, sentBytes] of sending) if (index < count) files[index] = { state: 'sending', sentBytes };
  }
  // In order and without overlap, so that no list of ranges costs more than the files.
  let next = 0;
  for (const [first, last] of stored) {
    for (next = Math.max(next, first); next <= last && next < count; next += 1) {
      files[next] = { state: 'known', sentBytes: 0 };
    }
  }
  for (const index of failed) if (index < count) files[index] = { state: 'unsent', sentBytes: 0 };
  return files;
}

/** A heartbeat comes every 20 seconds. */
const awayAfterMs = 45_000;

/** Since when a sender is away (Unix ms) that wrote last at `writtenAtMs`, both by the server's clock; `undefined` while it is not. */
export const awayFrom = (writtenAtMs: number, nowMs: number): number | undefined =>
  nowMs - writtenAtMs > awayAfterMs ? writtenAtMs : undefined;

/** Moments that count for the speed, in ms. */
const speedOverMs = 30_000;
const speedFromMs = 8_000;
const mostLeftSeconds = 86_400;

/** Gives the seconds that are left, from what was sent lately; `undefined` while that is not known. */
export function createSpeed(): (atMs: number, sentBytes: number, allBytes: number) => number | undefined {
  let seen: { readonly atMs: number; readonly sentBytes: number }[] = [];
  return (atMs, sentBytes, allBytes) => {
    // Sent anew: what was before says nothing.
    if (sentBytes < (seen.at(-1)?.sentBytes ?? 0)) seen = [];
    seen = [...seen.filter((moment) => moment.atMs > atMs - speedOverMs), { atMs, sentBytes }];
    const [first] = seen;
    if (first === undefined || atMs - first.atMs < speedFromMs || sentBytes <= first.sentBytes) return undefined;
    const seconds = ((allBytes - sentBytes) * (atMs - first.atMs)) / (sentBytes - first.sentBytes) / 1000;
    return seconds < 0 || seconds > mostLeftSeconds ? undefined : seconds;
  };
}

/** As nobody can know it to the second: in minutes, and the last ones in tens of seconds. */
export const roughly = (seconds: number): number => {
  const step = seconds > 90 ? 60 : 10;
  return Math.max(step, Math.ceil(seconds / step) * step);
};
