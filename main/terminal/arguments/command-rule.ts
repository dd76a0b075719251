// The shape of a command's declaration in the grammar.
import type { Reason } from '../../../resources/words/reasons';
import type { words } from '../../../resources/words/messages';
import type { Command, Common } from './command';
import type { Option, Values } from './options';

export type CommandName = keyof typeof words.terminal.help.commands;
export type OptionText = keyof typeof words.terminal.help.options;

export interface Operand {
  readonly shown: string;
  /** Why the command fails without it; absent for one that is optional. */
  readonly missing?: Reason;
  readonly many?: boolean;
  readonly known?: readonly string[] | 'file' | 'connection';
}

export interface CommandRule {
  readonly operands: readonly Operand[];
  readonly options: readonly Option[];
  /** Of its options those it cannot do without. */
  readonly needs?: readonly Option[];
  /** Options that mean something else here than elsewhere. */
  readonly own?: { readonly [Name in Option]?: { readonly said: OptionText; readonly operand?: string } };
  /** Its operands are as many as declared and its options those declared. Raises `bad-request`, `expiry-out-of-range`. */
  readonly read: (values: Values, common: Common, operands: readonly string[]) => Command;
}
