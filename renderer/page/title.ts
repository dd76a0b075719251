// The title has two lines at most (page.css). Of a longer one the middle is left out, because a file's name says by its ending what it is.
import { byId, element } from './element';

const endLetters = 16;

/** Ends the following of the room that the title before has. */
let endLast = (): void => undefined;

/** Shows the text, that of the document unless another is given: whole where there is room, and always whole on paper, to a screen reader and as the tooltip. */
export function showTitle(text = document.title): void {
  endLast();
  document.title = text;
  const heading = byId('title');
  const shown = element('bdi', { title: text }, text);
  heading.replaceChildren(shown);
  const letters = Array.from(text);
  const fits = (): boolean => heading.scrollHeight <= heading.clientHeight + 1;
  const cut = (count: number): void => {
    shown.textContent = `${letters.slice(0, count).join('').trimEnd()}…${letters.slice(-endLetters).join('')}`;
  };
  const whole = (): void => {
    shown.textContent = text;
  };
  const fit = (): void => {
    whole();
    heading.removeAttribute('aria-label');
    if (fits()) return;
    heading.setAttribute('aria-label', text);
    let most = 0;
    for (let least = most, limit = letters.length - endLetters; least <= limit;) {
      const middle = (least + limit) >> 1;
      cut(middle);
      if (fits()) [most, least] = [middle, middle + 1];
      else limit = middle - 1;
    }
    cut(most);
  };
  const observer = new ResizeObserver(fit);
  observer.observe(heading);
  const events = new AbortController();
  addEventListener('beforeprint', whole, { signal: events.signal });
  addEventListener('afterprint', fit, { signal: events.signal });
  endLast = () => {
    observer.disconnect();
    events.abort();
  };
}
