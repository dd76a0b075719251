// Sends one item of the queue by its way: in one write, or in parts while the receiving computer is on.
import { goesInParts } from './ask';
import type { BodyOf } from './body';
import type { ConditionOfPage } from './condition';
import { keptOf, type Item, type Own } from './item';
import type { PresenceOfReceiver } from './presence';
import type { Begun, Remembered } from './remembered';
import { sendAsked } from './send-asked';
import { sendFile } from './send-file';
import type { Server } from './server';
import type { Slots } from './slots';
import type { Outcome } from './take-slot';
import { createTurns } from './turns';

export interface SenderParts {
  readonly bodyOf: BodyOf;
  readonly server: Server;
  readonly condition: ConditionOfPage;
  readonly slots: Slots;
  readonly presence: Pick<PresenceOfReceiver, 'look'>;
  readonly remembered: Remembered;
}

/** Writes at once, of whole files and of parts: browsers hold few connections to one server. */
const mostWrites = 3;

export function createSender(
  { server, condition, slots, presence, remembered }: Omit<SenderParts, 'bodyOf'>,
  onChange: (item: Item) => void,
): (item: Own, signal: AbortSignal) => Promise<Outcome> {
  const turns = createTurns(mostWrites);
  /** A file that can go either way goes in parts while the receiving computer is on, or once it was asked. */
  const asks = async ({ file, place }: Own): Promise<boolean> => {
    const how = goesInParts(condition.request(), file.size);
    return how === 'must' || place.asked !== undefined || (how === 'may' && (await presence.look()) === 'on');
  };

  return async (item, signal) => {
    const { file, body, path, place } = item;
    const request = condition.request();
    const about = { batch: '', count: 1, sender: '', note: '', ...item.about, name: path, type: file.type };
    const onProgress = (sentBytes: number) => {
      item.sentBytes = Math.min(sentBytes, file.size);
      onChange(item);
    };
    const keep = (more: Pick<Begun, 'isWhole' | 'etag'> = {}) => {
      const { slot = 0, asked } = place;
      const { size, lastModified } = file;
      remembered.keep({ path, size, lastModified, slot, key: asked?.key ?? '', batch: about.batch, ...more });
    };
    const sent = { file, body, about, place, signal, onProgress };
    if (await asks(item)) {
      const outcome = await sendAsked(request, server, slots, {
        ...sent,
        turns,
        onStage(stage) {
          if (stage === item.stage) return;
          item.stage = stage;
          item.keptBytes = keptOf(item);
          if (stage === 'sending') item.unanswered = 0;
          onChange(item);
        },
        onPlace() {
          item.goesOn = true;
          keep();
        },
      });
      if (outcome !== 'direct') return outcome;
      Object.assign(item, { stage: undefined, goesOn: false });
      if (place.slot !== undefined) remembered.forget(place.slot);
    }
    const giveBack = await turns.take(signal);
    try {
      const onPlace = () => keep({ isWhole: true, etag: place.etag });
      return await sendFile(request, server, slots, remembered.keepsWhole ? { ...sent, onPlace } : sent);
    } finally {
      giveBack();
    }
  };
}
