// The declarations of the terminal as the scripts of the shells need them.
import { words } from '../../../resources/words/messages';
import type { CommandName, Operand } from '../arguments/command-rule';
import { commands, nextWords, wordCommands } from '../arguments/grammar';
import { optionWords } from '../arguments/help';
import { everywhere, operandOf, options, suggestedOf, type Option } from '../arguments/options';

/** Prints the names that a shell completes; it makes no profile and asks for no key. */
export const namesOfConnections = 'mayfly connections list --names 2>/dev/null';

export interface DeclaredOption {
  readonly option: Option;
  /** Absent for a flag. */
  readonly operand: string | undefined;
  readonly known: readonly string[] | 'file' | 'folder' | 'connection' | undefined;
  readonly said: string;
}

export const optionsOf = (name: CommandName): readonly DeclaredOption[] =>
  [...commands[name].options, ...everywhere].map((option) => ({
    option,
    operand: operandOf(option),
    known: suggestedOf(option),
    said: optionWords(name, option),
  }));

/** Options that are completed where no command was typed yet. */
export const firstOptions = (): readonly DeclaredOption[] => optionsOf('--remove-my-data');

export const lastOperand = (name: CommandName): Operand | undefined => commands[name].operands.at(-1);

/** Options whose next word is their value. */
export const withValue: readonly Option[] = (Object.keys(options) as Option[]).filter((option) => operandOf(option));

export interface Word {
  readonly word: string;
  readonly said: string;
}

/** With what they do; a group is told by the words that may follow it. */
export function describedWords(group: string): readonly Word[] {
  const w = words.terminal.help.commands;
  return nextWords(group).map((word) => {
    const typed = group === '' ? word : `${group} ${word}`;
    const name = wordCommands.find((known) => known === typed);
    return { word, said: name === undefined ? nextWords(word).join(', ') : w[name] };
  });
}
