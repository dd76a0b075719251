// What an agent calls itself and what it names, as text that people read: nobody checked it.
import { visibleLine } from '../../model/visible-text';

const mostCharacters = 60;
const mostAbout = 300;

/** Cut in whole characters. */
const cut = (text: string, most: number): string => {
  const characters = Array.from(text);
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
};

/** One line without characters that cannot be seen; `fallback` where nothing is left. */
export function agentName(claimed: string | undefined, fallback: string): string {
  const name = visibleLine((claimed ?? '').replaceAll(/\s+/gu, ' '))
    .replaceAll('\ufffd', '')
    .trim();
  return name === '' ? fallback : cut(name, mostCharacters);
}

/** What a call was about, for the list of calls. */
export const aboutWords = (named: readonly string[]): string => cut(visibleLine(named.join(', ')), mostAbout);
