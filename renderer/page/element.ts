// Every element of the page is made here, from text that stays text.

type Child = Node | string;
export type Attributes = Readonly<Record<string, string>>;

/** Makes an element; strings become text nodes. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

const svg = 'http://www.w3.org/2000/svg';

/** A picture of the sprite in the document (`scripts/build/pages.ts` lists them); says nothing to a screen reader. */
export function icon(name: string): SVGSVGElement {
  const picture = document.createElementNS(svg, 'svg');
  for (const [attribute, value] of [
    ['class', 'icon'],
    ['aria-hidden', 'true'],
    ['viewBox', '0 0 24 24'],
  ] as const) {
    picture.setAttribute(attribute, value);
  }
  const use = document.createElementNS(svg, 'use');
  use.setAttribute('href', `#icon-${name}`);
  picture.append(use);
  return picture;
}

export interface ButtonOptions {
  readonly look: 'primary' | 'plain' | 'quiet' | 'link';
  readonly icon?: string | undefined;
  /** Accessible name, where the visible text is shorter. */
  readonly label?: string;
  readonly text?: string;
  readonly onPress: () => void;
}

export function button({ look, icon: picture, label, text, onPress }: ButtonOptions): HTMLButtonElement {
  const made = element('button', { type: 'button', class: `button ${look}` });
  if (picture !== undefined) made.append(icon(picture));
  if (text !== undefined) made.append(element('span', {}, text));
  else made.classList.add('square');
  if (label !== undefined) {
    made.setAttribute('aria-label', label);
    made.title = label;
  }
  made.addEventListener('click', onPress);
  return made;
}

/** The element of the template with this id; its absence is a broken build. */
export function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`no #${id}`);
  return found;
}
