// The panel of a running download: progress, the next step, a button to stop.
import { button, element } from '../page/element';
import type { Language } from './words';

export interface Work {
  readonly signal: AbortSignal;
  /** A failed write ends it like the reader's stop. */
  readonly stop: () => void;
  readonly show: (text: string, name: string) => void;
  readonly advance: (doneBytes: number) => void;
}

export interface Question {
  readonly told: string;
  /** Hands the last archive over once more. */
  readonly again?: (() => void) | undefined;
  /** The press counts when this has resolved. */
  readonly ready: Promise<void>;
}

export function createPanel(place: HTMLElement, { words }: Language) {
  const told = element('p', { class: 'told', role: 'status' });
  let leave: (() => void) | undefined;
  let over = false;
  const show = (...children: readonly HTMLElement[]) => {
    const focused = place.contains(document.activeElement);
    place.replaceChildren(...children, told);
    if (focused) place.querySelector('button')?.focus();
  };

  return {
    work(label: string, allBytes: number): Work {
      const controller = new AbortController();
      const progress = element('progress', { max: String(Math.max(1, allBytes)), value: '0', 'aria-label': label });
      const count = element('span');
      const name = element('bdi', { class: 'now' });
      const stop = button({ look: 'plain', icon: 'close', text: words.stop, onPress: () => controller.abort() });
      told.textContent = '';
      show(stop, element('div', { class: 'run' }, element('p', {}, count, ' ', name), progress));
      return {
        signal: controller.signal,
        stop: () => controller.abort(),
        show(text, shown) {
          count.textContent = text;
          name.textContent = shown;
        },
        advance: (doneBytes) => (progress.value = doneBytes),
      };
    },
    /** Waits for the reader: true to go on. */
    async ask({ told: text, again, ready }: Question): Promise<boolean> {
      if (over) return false;
      let answer: (goOn: boolean) => void = () => undefined;
      const answered = new Promise<boolean>((resolve) => (answer = resolve));
      leave = () => answer(false);
      const isBusy = () => goOn.getAttribute('aria-disabled') === 'true';
      const goOn = button({
        look: 'primary',
        icon: 'download',
        text: words.goOn,
        onPress: () => isBusy() || answer(true),
      });
      // Not `disabled`: that would take the keyboard's place away.
      goOn.setAttribute('aria-disabled', 'true');
      void ready.then(() => goOn.removeAttribute('aria-disabled'));
      const stop = button({ look: 'plain', icon: 'close', text: words.stop, onPress: () => answer(false) });
      const repeat = again === undefined ? [] : [button({ look: 'plain', text: words.saveAgain, onPress: again })];
      told.textContent = text;
      show(goOn, ...repeat, stop);
      return answered;
    },
    /** Shows the buttons there are when nothing runs. */
    rest(buttons: readonly HTMLElement[], text: string) {
      leave = undefined;
      told.textContent = text;
      show(...buttons);
    },
    /** Nothing more is begun. What runs goes on: the storage has taken its request. */
    end: () => {
      over = true;
      leave?.();
    },
  };
}

export type Panel = ReturnType<typeof createPanel>;
