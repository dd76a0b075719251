// The name of a file in a row: its ending is in view whatever its length.
import { shownName } from '../app/ui/display-name';
import { element } from './element';

/** Up to here a name is one piece of text, which finding, selecting and printing see as it is: it goes on below where there is no room. */
const wholeUpTo = 64;
const endLetters = 12;

/** A longer name is shortened in its middle; all of it is in its title. */
export function nameElement(name: string): HTMLElement {
  const title = shownName(name);
  const letters = Array.from(title);
  if (letters.length <= wholeUpTo) return element('div', { class: 'name' }, element('bdi', { title }, title));
  const parts = [letters.slice(0, -endLetters), letters.slice(-endLetters)];
  const spans = parts.map((part) => element('span', {}, part.join('')));
  return element('div', { class: 'name' }, element('bdi', { title, class: 'long' }, ...spans));
}
