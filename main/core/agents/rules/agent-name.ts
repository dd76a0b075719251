// What an agent calls itself and what it names, as text that people read: nobody checked it.
import { ownersMark } from '../../model/agents/agents';
import { visibleLine } from '../../model/visible-text';

const mostCharacters = 60;
const mostAbout = 300;

/** Cut in whole characters. */
const cut = (text: string, most: number): string => {
  const characters = Array.from(text);
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
};

/**
 * One line without characters that cannot be seen; `fallback` where nothing is left. `given`: by the owner, in place of what the program claims,
 * which can never be the same name.
 */
export function agentName(claimed: string | undefined, fallback: string, given?: string): string {
  const name = visibleLine((given ?? claimed ?? '').replaceAll(/\s+/gu, ' '))
    // A quotation mark would end the name in the question to the owner.
    .replaceAll(/["“”„‟″〝〞＂\ufffd]/g, '')
    .replace(/^[\s@]+/, '')
    .trim();
  return (given === undefined ? '' : ownersMark) + (name === '' ? fallback : cut(name, mostCharacters));
}

/** What a call was about, for the list of calls. */
export const aboutWords = (named: readonly string[]): string => cut(visibleLine(named.join(', ')), mostAbout);
