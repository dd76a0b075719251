// What scripts say about the output of a command, about its time, and about the passphrase.
import { readDuration } from '../../../resources/words/typed-units';
import type { CommandName } from '../arguments/command-rule';
import { notBoth, usage, type Option, type Values } from '../arguments/options';
import { fields } from './fields';
import { readFormat } from './format';
import type { OutputShape } from './shaped-terminal';

/** Options of commands that print a link or a list. */
export const shapeOptions: readonly Option[] = ['output', 'format'];

/** `undefined`: standard output as the command prints it. Raises `bad-request`. */
export function readShape(values: Values, name: CommandName): OutputShape | undefined {
  const { output: file, format: text, jsonl: isLines } = values;
  for (const other of ['json', 'jsonl', 'qr'] as const) notBoth(values, 'format', other);
  notBoth(values, 'output', 'qr');
  if (file === '') throw usage('--output needs a file');
  if (file === undefined && text === undefined && !isLines) return undefined;
  return {
    ...(file !== undefined && { file }),
    ...(text !== undefined && { format: readFormat(text, fields[name] ?? []) }),
    ...(isLines && { isLines }),
  };
}

/** In seconds. Raises `bad-request`. */
export function readTime({ timeout }: Values): { readonly timeoutSeconds?: number } {
  if (timeout === undefined) return {};
  const timeoutSeconds = readDuration(timeout) ?? 0;
  // A timer of Node takes 24 days.
  if (timeoutSeconds < 1 || timeoutSeconds > 1_728_000) throw usage('--timeout takes a time from 1s to 20d');
  return { timeoutSeconds };
}
