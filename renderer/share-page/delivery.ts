// How single files come to the reader: here by links that the browser follows by itself.
import { shownName } from '../app/ui/display-name';
import { element, icon } from '../page/element';
import type { Answer } from './answer';
import { handOver } from './download';
import type { StateOfPage } from './page-state';
import { fileName, type Entry } from './share';
import type { Language } from './words';

/** The panel shows it while it lasts. */
export interface Passage {
  readonly signal: AbortSignal;
  /** Hears of every piece that came. */
  readonly onBytes: (count: number) => void;
}

export interface Delivery {
  /** What the reader presses to get one file: its name is `Download NAME`. */
  readonly control: (entry: Entry, look: 'primary' | 'plain', withText: boolean) => HTMLElement;
  /** Gives one file to the browser's downloads; `begin` where that takes the page's time. The state knows the answer. Raises when it cannot be stored. */
  readonly hand: (entry: Entry, begin: () => Passage) => Promise<Answer>;
  /** What a player loads the file from, until `signal` fires; `undefined` when it is too large for that. */
  readonly source: (
    entry: Entry,
    signal: AbortSignal,
  ) => Promise<{ readonly answer: Answer; readonly src?: string } | undefined>;
}

/** The label of the control, and what it shows. */
export function downloadFace(entry: Entry, { words }: Language, withText: boolean) {
  const label = words.downloadNamed({ name: shownName(fileName(entry.path)) });
  return {
    attributes: { 'aria-label': label, title: label },
    children: [icon('download'), ...(withText ? [element('span', {}, words.download)] : [])],
  };
}

/** After a press browsers take a download that the page begins for some five seconds. */
const patienceMs = 4_000;

export function deliverByLinks(state: StateOfPage, language: Language): Delivery {
  /** Asks first: some browsers save what the storage says of a file that is gone in its place. */
  const take = async (entry: Entry) => {
    const patience = new Promise<undefined>((resolve) => void setTimeout(resolve, patienceMs, undefined));
    const answer = await Promise.race([state.taken(entry), patience]);
    if (answer === 'there' || answer === undefined) handOver(entry.href, fileName(entry.path));
  };
  return {
    // A link, so that it can be copied and opened elsewhere.
    control(entry, look, withText) {
      const { attributes, children } = downloadFace(entry, language, withText);
      const kind = `button ${look}${withText ? '' : ' square'}`;
      const place = { class: kind, href: entry.href, download: fileName(entry.path) };
      const link = element('a', { ...place, ...attributes }, ...children);
      link.addEventListener('click', (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        void take(entry);
      });
      return link;
    },
    async hand(entry) {
      const answer = await state.lookAt(entry);
      if (answer === 'there') handOver(entry.href, fileName(entry.path));
      return answer;
    },
    source: async ({ href }) => ({ answer: 'there', src: href }),
  };
}
