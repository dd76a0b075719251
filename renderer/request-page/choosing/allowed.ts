// Which files the owner asked for. The storage holds the size as well where it can; this spares the guest an upload that would be refused.
import type { AskedKind, Request } from './request';

export type Refusal = 'large' | 'pictures' | 'documents' | 'many';

const pictures = /\.(avif|bmp|dng|gif|hei[cf]|jpe?g|png|svg|tiff?|webp)$/i;
const documentEndings =
  'csv,doc,docx,epub,hwp,hwpx,key,md,numbers,odp,ods,odt,pages,pdf,ppt,pptx,rtf,txt,xls,xlsx'.split(',');
const documents = new RegExp(`\\.(${documentEndings.join('|')})$`, 'i');
const documentType =
  /^text\/|pdf|msword|officedocument|opendocument|ms-excel|ms-powerpoint|rtf|epub|hwp|iwork|vnd\.apple\.(pages|numbers|keynote)/i;

/** For the file picker; on a telephone pictures bring the camera. */
export const acceptOf: Readonly<Record<AskedKind, string>> = {
  any: '',
  pictures: 'image/*',
  documents: documentEndings.map((ending) => `.${ending}`).join(),
};

/** By the type that the browser gives, and by the name where it gives none. */
export function isKind(kind: AskedKind, { name, type }: { readonly name: string; readonly type: string }): boolean {
  if (kind === 'pictures') return type.startsWith('image/') || (type === '' && pictures.test(name));
  if (kind === 'documents') return documentType.test(type) || documents.test(name);
  return true;
}

/** Why this file cannot be sent; `room`: how many files still can. */
export function refusalOf(
  file: { readonly name: string; readonly type: string; readonly size: number },
  { bytes, types }: Request['limits'],
  room: number,
): Refusal | undefined {
  if (!isKind(types, file)) return types === 'pictures' ? 'pictures' : 'documents';
  if (file.size > bytes) return 'large';
  return room < 1 ? 'many' : undefined;
}
