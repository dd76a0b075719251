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

/** Whether to do what is only shown without it. Raises `bad-request` where both were typed. */
export function readYes(values: Values): boolean {
  notBoth(values, 'dry-run', 'yes');
  return values.yes;
}

/** One program, without arguments: a script takes what it needs. Raises `bad-request`. */
export function readExec({ exec }: Values): { readonly exec?: string } {
  if (exec === '') throw usage('--exec needs a program');
  return exec === undefined ? {} : { exec };
}

/** Descriptors 1 and 2 are written to. Raises `bad-request`. */
export function readPassphraseFd({ 'passphrase-fd': text }: Values): { readonly passphraseFd?: number } {
  if (text === undefined) return {};
  if (!/^(0|[3-9]|[1-9]\d{1,3})$/.test(text))
    throw usage('--passphrase-fd takes the number of an open file, 0 or from 3');
  return { passphraseFd: Number(text) };
}

/** In seconds. Raises `bad-request`. */
export function readTime({ timeout }: Values): { readonly timeoutSeconds?: number } {
  if (timeout === undefined) return {};
  const timeoutSeconds = readDuration(timeout) ?? 0;
  // A timer of Node takes 24 days.
  if (timeoutSeconds < 1 || timeoutSeconds > 1_728_000) throw usage('--timeout takes a time from 1s to 20d');
  return { timeoutSeconds };
}

/** Commands that make a link: what they are not told, the environment may say. */
const madeByDefaults: ReadonlySet<CommandName> = new Set<CommandName>([
  'share',
  'watch',
  'link',
  'request',
  'sign get',
  'sign put',
  'sign post',
  'sign multipart',
]);

/** With these the command takes another place than that of a default, or none. */
const otherPlaces: readonly Option[] = ['bucket', 'endpoint', 'profile', 'nearby', 'standing', 'to', 'into'];

/**
 * What was typed, and in its absence what MAYFLY_CONNECTION and MAYFLY_EXPIRES say. A request has another usual end than a link, which the second
 * does not change.
 */
export function withEnvironment(
  values: Values,
  name: CommandName,
  environment: Readonly<Record<string, string | undefined>>,
): Values {
  if (!madeByDefaults.has(name) || values.to !== undefined || values.into !== undefined) return values;
  const isElsewhere = otherPlaces.some((option) => values[option] !== undefined && values[option] !== false);
  const { MAYFLY_CONNECTION: connection, MAYFLY_EXPIRES: expires } = environment;
  return {
    ...values,
    ...(connection && !isElsewhere && { connection: values.connection ?? connection }),
    ...(expires && name !== 'request' && { expires: values.expires ?? expires }),
  };
}
