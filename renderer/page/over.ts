// A page on which nothing is to be had says so in its head: without that the head would be an empty card.
import { byId } from './element';

/** The sun has set over the page, and the notice stands in its head; or both are as before. */
export function showOver(isOver: boolean): void {
  document.body.toggleAttribute('data-over', isOver);
  const notice = byId('notice');
  const head = byId('hero');
  // Moved only when it must: a screen reader may read it again.
  if (head.contains(notice) !== isOver) head[isOver ? 'append' : 'after'](notice);
}
