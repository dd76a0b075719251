// What guests sent to a bucket that ends with the process keeps the process from ending until it is saved, or a person gives it up.
import { words } from '../../../resources/words/messages';
import { Failure } from '../../core/model/failure';
import { longestStuckMs, type OnLast } from '../../core/model/requests/last-saving';
import { failureWords, type FailureWords } from '../../core/wording/failure-words';
import { confirmed } from './confirmations';

const w = words.dialogs;

interface Stopping {
  /** Whether a person quits, who can answer a question. */
  readonly isWatched: boolean;
  /** The process ends only five seconds after the last call. */
  readonly postpone: () => void;
  readonly stop: (onLast: OnLast) => Promise<void>;
}

export async function untilSaved({ isWatched, postpone, stop }: Stopping): Promise<void> {
  const ended = new AbortController();
  let isAsking = false;
  // At the end of a session nobody can make room.
  let isGivenUp = !isWatched;
  const ask = async ({ message }: FailureWords) => {
    isAsking = true;
    const detail = w.unsaved({ minutes: longestStuckMs / 60_000 });
    isGivenUp = await confirmed(message, detail, [w.unsavedQuit, w.unsavedStay], ended.signal);
    isAsking = false;
  };
  const onLast: OnLast = (now) => {
    postpone();
    if (now instanceof Failure && !isAsking && !isGivenUp) void ask(failureWords(now, 'window'));
    return !isGivenUp;
  };
  await stop(onLast).finally(() => ended.abort());
}
