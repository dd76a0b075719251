// Why a page is not in step with its folder, as failures.
import { basename } from 'node:path';
import { Failure } from '../model/failure';
import { mostFollowedBytes, mostFollowedFiles, type OutOfStep } from './rules/folder-steps';

/** `gone`: the folder is not there. */
type Why = OutOfStep | 'gone';
type Reason = NonNullable<Failure['detail']['reason']>;

const facts: Readonly<Record<Why, { readonly reason: Reason; readonly reasonValues?: { readonly most: number } }>> = {
  another: { reason: 'nothing on the page is in the folder, which may be another one' },
  gone: { reason: 'the folder is not there now' },
  empty: { reason: 'no file would be left' },
  'too-many-files': { reason: 'it would have more than {{most}} files', reasonValues: { most: mostFollowedFiles } },
  'too-large': {
    reason: 'its files would have more than {{most}} GiB',
    reasonValues: { most: mostFollowedBytes / 1024 ** 3 },
  },
};

/** `folder`: its path. */
export const outOfStep = (folder: string, why: Why): Failure =>
  new Failure('folder-out-of-step', { fileName: basename(folder) || folder, ...facts[why] });
