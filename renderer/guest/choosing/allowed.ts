// Which files the owner asked for. The storage holds the size as well where it can, and Mayfly the kind: this spares the guest an upload that would be refused.
import type { ChosenFile } from './chosen-file';
import { isOfKind } from './first-bytes';
import type { AskedKind, Request } from '../request';

/** `unreadable`: its first bytes could not be read. */
export type Refusal = 'large' | 'pictures' | 'documents' | 'many' | 'unreadable';

const documentEndings =
  'csv,doc,docx,epub,hwp,hwpx,key,md,numbers,odp,ods,odt,pages,pdf,ppt,pptx,rtf,txt,xls,xlsx'.split(',');
/** For the file picker; on a telephone pictures bring the camera. */
export const acceptOf: Readonly<Record<AskedKind, string>> = {
  any: '',
  pictures: 'image/*',
  documents: documentEndings.map((ending) => `.${ending}`).join(),
};

/** Why this file cannot be sent; `room`: how many files still can. */
export function refusalOf(
  { file, start }: Pick<ChosenFile, 'start'> & { readonly file: Pick<File, 'size'> },
  { bytes, types }: Request['limits'],
  room: number,
): Refusal | undefined {
  if (types !== 'any') {
    if (start === undefined) return 'unreadable';
    // By the rule of the receiving computer, which refuses it by nothing else once it came.
    if (!isOfKind(types, start)) return types;
  }
  if (file.size > bytes) return 'large';
  return room < 1 ? 'many' : undefined;
}
