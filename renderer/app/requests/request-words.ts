// How a file request and its files are said in words.
import type { ArrivalView, FileRequestView, KeptLimitView } from '../../../preload/views/file-request-views';
import { formats } from '../state/format';
import { words } from '../state/words';

/** By this computer's clock, which may be ahead of main's last view. */
export const isOpen = ({ state, expiresAtMs }: FileRequestView, nowMs: number): boolean =>
  state === 'open' && expiresAtMs > nowMs;

export function stateWords(request: FileRequestView, nowMs: number): string {
  const w = words.requests.states;
  if (isOpen(request, nowMs)) return w.open({ duration: formats.left((request.expiresAtMs - nowMs) / 1_000) });
  return request.state === 'open' ? w.ended : w[request.state];
}

/** Such as "3 of 100 files". */
export const arrivedWords = ({ arrived, files, isOnce }: FileRequestView): string =>
  isOnce ? words.requests.arrived({ count: arrived }) : words.requests.arrivedOf({ arrived, count: files });

type Limits = Pick<FileRequestView, 'files' | 'bytes' | 'types' | 'isOnce' | 'isEncrypted'>;

/** What is asked for: how many, how large, which kinds. */
export function limitWords(limits: Limits): string {
  const { files, bytes, types, isOnce, isEncrypted } = limits;
  const w = words.requests;
  const count = w.upTo({ count: files, size: formats.bytes(bytes) });
  return [count, w.kinds[types], ...(isOnce ? [w.once] : []), ...(isEncrypted ? [w.encrypted] : [])].join(', ');
}

/** Which limits the storage keeps, and which Mayfly looks at when a file is there. */
export function keptWords(kept: readonly KeptLimitView[]): string {
  const w = words.requests.kept;
  const own = kept.includes('size') ? w.sized : w.unsized;
  return kept.includes('overwrite') ? `${own} ${w.noOverwrite}` : own;
}

/** A closed request whose page somebody may still have open; `undefined` once nothing can come. */
export function lateWords({ state, slotsEndAtMs }: FileRequestView, nowMs: number): string | undefined {
  if (state !== 'closed' || slotsEndAtMs <= nowMs) return undefined;
  return words.requests.lateUntil({ clock: formats.clock(slotsEndAtMs, nowMs) });
}

/** What became of a file. */
export function fateWords({ state, refusal, path, isDamaged }: ArrivalView): string {
  const w = words.requests.fates;
  if (state === 'refused') return w.refused[refusal ?? 'late'];
  if (state === 'saved') return w.saved;
  if (state === 'deleted') return path === undefined ? w.deleted : w.deletedSaved;
  return isDamaged ? w.damaged : w.arrived;
}
