// What came to the page while it is open waits behind a button: nothing moves under the reader's pointer.
import { button, element } from '../../page/element';
import type { Language } from '../words';

/** `onPress`: the reader wants to see them. */
export function createNews({ words }: Language, onPress: () => void) {
  const place = element('div', { class: 'news', role: 'status' });
  document.body.append(place);
  let shown = 0;
  return {
    /** So many files; none takes the button away. */
    show(count: number) {
      if (count === shown || !place.isConnected) return;
      shown = count;
      const news = button({ look: 'primary', text: words.news({ count }), onPress });
      place.replaceChildren(...(count === 0 ? [] : [news]));
    },
    end: () => place.remove(),
  };
}
