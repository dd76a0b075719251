// The files whose upload was begun before the page was loaded again: a browser gives them only when the guest chooses them once more.
import { shownName } from '../app/ui/display-name';
import { button, element } from '../page/element';
import type { Queue } from '../guest/queue';
import type { Language } from './words';

export function createBegun(queue: Queue, { words }: Language) {
  const list = element('ul', { class: 'begun', 'aria-label': words.begun.label });
  let before = '';
  /** `goesOn`: false once nothing can be sent any more. */
  const refresh = (goesOn: boolean) => {
    const all = queue.begun();
    const key = `${goesOn} ${all.map(({ slot }) => slot).join()}`;
    if (key === before) return;
    before = key;
    list.hidden = all.length === 0;
    list.replaceChildren(
      ...all.map((one) => {
        const name = shownName(one.path);
        const again = goesOn ? words.begun.again({ name: '\0' }) : `\0: ${words.refused.over}`;
        const [start = '', end = ''] = again.split('\0');
        const said = element('p', {}, start, element('bdi', {}, name), end);
        const forget = button({
          look: 'quiet',
          icon: 'close',
          label: words.begun.forget({ name }),
          onPress: () => queue.forget(one),
        });
        return element('li', {}, said, forget);
      }),
    );
  };
  return { element: list, refresh };
}

export type BegunList = ReturnType<typeof createBegun>;
