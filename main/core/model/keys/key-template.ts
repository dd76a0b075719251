// The user's template of object keys. Keys stay unguessable, and each share keeps a folder of its own: a file beside a page could act as a part
// of it.
import { Failure } from '../failure';
import type { Reason } from '../../../../resources/words/reasons';
import { sessionKeys } from '../share';

/** Default. */
export const usualKeyTemplate = '{random}/{name}';

const mostCharacters = 200;
const part = /\{(date|random|name)\}|[A-Za-z0-9._-]+/g;
const once = ['{date}', '{random}', '{name}'] as const;

/** Folders of pages, of their files and of what guests send (`object-key.ts`), and what belongs to a process (`share.ts`). */
const taken = (first: string): boolean => ['f', 'p', 'in'].includes(first) || first.startsWith(sessionKeys);

function wrongIn(template: string): Reason | undefined {
  const segments = template.split('/');
  if (template.length > mostCharacters) return 'the names of stored objects are too long';
  if (!segments.every((segment) => segment !== '' && segment.replaceAll(part, '') === ''))
    return 'names of stored objects have only {date}, {random}, {name}, letters, digits, dots, hyphens and slashes';
  if (once.some((name) => template.split(name).length > 2)) return 'each of {date}, {random} and {name} stands once';
  if (segments.some((segment) => /^\.|\.$/.test(segment))) return 'no folder begins or ends with a dot';
  if (!segments.slice(0, -1).includes('{random}')) return '{random} must be a folder of its own';
  if (segments.at(-1)?.endsWith('{name}') !== true) return 'names of stored objects end with {name}';
  return taken(segments[0] ?? '') ? 'the first folder is one of Mayfly’s own' : undefined;
}

/**
 * Gives back a template that keeps every share in an unguessable folder of its own: `{random}` is a whole folder before the last
 * segment, `{name}` the end. Raises `bad-request`.
 */
export function checkKeyTemplate(template: string): string {
  const reason = wrongIn(template);
  if (reason === undefined) return template;
  throw new Failure('bad-request', { reason });
}

/** The saved template; an invalid one counts as none. */
export const keyTemplateOf = (kept: string | undefined): string =>
  kept !== undefined && wrongIn(kept) === undefined ? kept : usualKeyTemplate;

export interface KeyParts {
  /** The day as `2027-06-30`, in UTC. */
  readonly date: string;
  /** 22 unguessable characters. */
  readonly random: string;
  /** Safe in any URL; has no slashes. */
  readonly name: string;
}

/** The key below the prefix. */
export const filledIn = (template: string, { date, random, name }: KeyParts): string =>
  template
    .replace('{date}', () => date)
    .replace('{random}', () => random)
    .replace('{name}', () => name);

/** Whether a key below the prefix may have been made by this template. */
export const fitsTemplate = (template: string, key: string): boolean => {
  const pattern = template
    .replaceAll('.', String.raw`\.`)
    .replace('{date}', String.raw`\d{4}-\d{2}-\d{2}`)
    .replace('{random}', '[A-Za-z0-9_-]{22}')
    .replace('{name}', '[A-Za-z0-9._-]+');
  return new RegExp(`^${pattern}$`).test(key);
};
