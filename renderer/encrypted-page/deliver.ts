// Gets single files for the reader: the page decrypts them on their way to the disk.
import { shownName } from '../app/ui/display-name';
import { button, element } from '../page/element';
import { Damaged, type Answer } from '../share-page/answer';
import { downloadFace, type Delivery, type Passage } from '../share-page/delivery';
import { getAll } from '../share-page/download';
import type { StateOfPage } from '../share-page/page-state';
import { createPanel } from '../share-page/panel';
import { pause } from '../share-page/pause';
import { counted, pickedAboveBytes } from '../share-page/save-folder';
import { safeName } from '../share-page/saved-paths';
import type { Server } from '../share-page/server';
import { fileName, type Entry } from '../share-page/share';
import { BrokenOff } from '../share-page/whole-body';
import type { Language } from '../share-page/words';
import { blobOf, handedPlace, mostHeldBytes, pickedPlace, type Place } from './place';
import type { OwnWords } from './words';

/** A film or sound is held in memory whole: only all of it is sure to be what was sent. */
const mostPlayedBytes = 64_000_000;

export interface DeliverOptions {
  readonly server: Server;
  readonly state: StateOfPage;
  readonly language: Language;
  readonly own: OwnWords;
  /** Of the panel that says what is going on. */
  readonly dock: HTMLElement;
}

export function deliverByPage({
  server,
  state,
  language,
  own,
  dock,
}: DeliverOptions): Delivery & { readonly end: () => void } {
  const { words } = language;
  const panel = createPanel(dock, language);

  /** Raises when the place takes no more. */
  const bring = async (entry: Entry, place: Place, { signal, onBytes }: Passage): Promise<Answer> => {
    const { answer, body } = await server.stream(entry, signal);
    if (body === undefined) return answer;
    try {
      await place.write(counted(body, onBytes), signal);
      return answer;
    } catch (error) {
      if (error instanceof Damaged) return 'damaged';
      if (error instanceof BrokenOff) return error.answer;
      throw error;
    }
  };
  const tell = (text: string) => {
    const close = button({ look: 'quiet', icon: 'close', label: own.dismiss, onPress: () => dock.replaceChildren() });
    panel.rest([close], text);
  };
  const tellTooLarge = async ({ sizeBytes }: Entry, name: string) => {
    const most = language.bytes(await mostHeldBytes());
    tell(own.save.tooLarge({ name, bytes: language.bytes(sizeBytes), most }));
  };

  let asked = 0;
  let done = 0;
  const save = async (entry: Entry, place: Place) => {
    const plain = shownName(fileName(entry.path));
    const name = `\u2068${plain}\u2069`;
    const work = panel.work(words.downloadNamed({ name: plain }), entry.sizeBytes);
    let full = false;
    const result = await getAll([entry], {
      signal: work.signal,
      pause,
      onProgress: () => {
        work.advance(0);
        work.show(words.run.saving({ done: done + 1, all: asked }), plain);
      },
      async get(one, signal) {
        let came = 0;
        const onBytes = (count: number) => work.advance((came += count));
        try {
          return await state.note(one, await bring(one, place, { signal, onBytes }));
        } catch (error) {
          full = !signal.aborted;
          // A body that nobody reads holds its connection, and browsers open six to one server.
          work.stop();
          throw error;
        }
      },
    });
    const { got, missing, damaged, ended } = result;
    if (got.length > 0) {
      state[place.outcome](entry);
      tell(own.save[place.outcome]({ name }));
    } else if (damaged > 0) tell(own.save.damaged({ name }));
    else if (missing > 0) tell(own.save.gone({ name }));
    else if (full) tell(own.save.full({ name }));
    else if (ended === 'stopped' || ended === 'expired') tell(own.save.stopped({ name }));
    else tell(own.save.unreachable({ name }));
  };

  /** One after the other; each place is chosen at its press. */
  let turn: Promise<void> = Promise.resolve();
  const busy = new Set<number>();
  const press = async (entry: Entry) => {
    if (busy.has(entry.index)) return;
    busy.add(entry.index);
    const name = safeName(fileName(entry.path));
    const picked = entry.sizeBytes > pickedAboveBytes ? await pickedPlace(name) : 'cannot';
    const place = picked === 'cannot' ? await handedPlace(name, entry.sizeBytes) : picked;
    if (picked === 'cannot' && place === undefined) await tellTooLarge(entry, `\u2068${shownName(name)}\u2069`);
    if (place !== undefined) {
      asked += 1;
      turn = turn.then(() => save(entry, place));
      await turn;
      done += 1;
      if (done === asked) done = asked = 0;
    }
    busy.delete(entry.index);
  };

  return {
    end: panel.end,
    control(entry, look, withText) {
      const { attributes, children } = downloadFace(entry, language, withText);
      const kind = `button ${look}${withText ? '' : ' square'}`;
      const made = element('button', { type: 'button', class: kind, ...attributes }, ...children);
      made.addEventListener('click', () => void press(entry));
      return made;
    },
    async hand(entry, begin) {
      const name = safeName(fileName(entry.path));
      const place = (await handedPlace(name, entry.sizeBytes)) ?? (await pickedPlace(name));
      if (place === undefined || place === 'cannot') throw new Error('too large for this browser');
      return state.note(entry, await bring(entry, place, begin()));
    },
    async source(entry, signal) {
      if (entry.sizeBytes > mostPlayedBytes) return undefined;
      try {
        const { answer, body } = await server.stream(entry, signal, true);
        if (body === undefined) return { answer };
        const src = URL.createObjectURL(
          await blobOf(body, /^(audio|video)\//.test(entry.contentType) ? entry.contentType : ''),
        );
        signal.addEventListener('abort', () => URL.revokeObjectURL(src));
        return { answer, src };
      } catch (error) {
        if (signal.aborted) throw error;
        return { answer: error instanceof Damaged ? 'damaged' : 'unreachable' };
      }
    },
  };
}
