// What the head says while files are being sent: how many are here, how far it is, and what holds it up.
import { byId, element } from '../../page/element';
import type { Language } from '../words';
import { roughly, type SendingState } from './status';

export interface Coming {
  readonly state: SendingState;
  readonly here: number;
  readonly failed: number;
  readonly count: number;
  readonly sentBytes: number;
  readonly allBytes: number;
  readonly leftSeconds?: number | undefined;
  /** Unix ms on the server's clock, both. */
  readonly awaySinceMs?: number | undefined;
  readonly nowMs: number;
}

/** A screen reader hears how many files are here no more often than this. */
const heardEveryMs = 30_000;

/** Shows it below the summary; the sentence stays when all is done. */
export function createComingBlock(language: Language) {
  const { words } = language;
  const facts = element('p', { class: 'meta' });
  const progress = element('progress', { max: '1', 'aria-label': words.coming.label });
  const bar = element('div', { class: 'run' }, facts, progress);
  const told = element('p', { class: 'told', role: 'status' });
  const heard = element('p', { class: 'unseen', role: 'status' });
  const block = element('div', { class: 'arrival' }, bar, told, heard);
  let heardAtMs = Date.now();

  const sentence = ({ state, awaySinceMs, failed, count, nowMs }: Coming): string => {
    const { coming } = words;
    const lost = failed > 0 ? [coming.failed({ count: failed })] : [];
    if (state === 'cancelled') return coming.cancelled;
    if (state === 'done') return lost[0] ?? (count === 1 ? coming.doneOne : coming.done);
    if (awaySinceMs !== undefined) return coming.away({ clock: language.moment(awaySinceMs, nowMs) });
    if (state === 'paused') return coming.paused;
    return [count === 1 ? coming.sendingOne : coming.sending, ...lost].join(' ');
  };

  let isOver = false;
  const show = (coming: Coming): void => {
    if (isOver) return;
    const { state, here, count, sentBytes, allBytes, leftSeconds, awaySinceMs } = coming;
    if (!block.isConnected) byId('actions').before(block);
    const isEnded = state === 'done' || state === 'cancelled';
    const isHeld = isEnded || state === 'paused' || awaySinceMs !== undefined;
    const known = count > 1 ? words.coming.here({ done: here, count }) : '';
    const bytes = words.coming.bytes({
      sent: language.bytes(Math.min(sentBytes, allBytes)),
      all: language.bytes(allBytes),
    });
    const left =
      isHeld || leftSeconds === undefined ? '' : words.coming.left({ duration: language.left(roughly(leftSeconds)) });
    facts.replaceChildren(...[known, bytes, left].filter(Boolean).map((fact) => element('span', {}, fact)));
    progress.value = allBytes > 0 ? Math.min(1, sentBytes / allBytes) : 0;
    bar.hidden = isEnded;
    block.dataset['tone'] = state === 'cancelled' || awaySinceMs !== undefined ? 'held' : 'calm';
    // Only what changed: a status that is set again is read again.
    const said = sentence(coming);
    if (told.textContent !== said) told.textContent = said;
    if (isEnded) heard.textContent = '';
    else if (Date.now() - heardAtMs > heardEveryMs && heard.textContent !== known) {
      heard.textContent = known;
      heardAtMs = Date.now();
    }
  };
  return {
    show,
    end() {
      isOver = true;
      block.remove();
    },
  };
}
