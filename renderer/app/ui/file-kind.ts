// What kind of thing a file is, by its content type and, where that says nothing, by its extension.

export type FileKind = 'image' | 'video' | 'audio' | 'archive' | 'sheet' | 'code' | 'text' | 'other';

const rules: readonly (readonly [RegExp, FileKind])[] = [
  [/^image\/|\.(avif|bmp|gif|heic|jpe?g|png|svg|tiff?|webp)$/, 'image'],
  [/^video\/|\.(avi|m4v|mkv|mov|mp4|webm)$/, 'video'],
  [/^audio\/|\.(aac|flac|m4a|mp3|ogg|opus|wav)$/, 'audio'],
  [/zip|compressed|x-tar|x-7z|x-rar|\.(7z|bz2|gz|rar|tar|tgz|xz|zip|zst)$/, 'archive'],
  [/^text\/csv|spreadsheet|ms-excel|\.(csv|numbers|ods|xlsx?)$/, 'sheet'],
  [
    /javascript|json|[/+]xml$|x-sh|\.(c|cpp|css|go|h|html?|java|json|jsx?|py|rb|rs|sh|sql|toml|tsx?|xml|ya?ml)$/,
    'code',
  ],
  [/^text\/|pdf|msword|wordprocessing|opendocument\.text|\.(docx?|md|odt|pdf|rtf|txt)$/, 'text'],
];

/** The kind of a file; `contentType` may be empty while it is not known yet. */
export function fileKind(name: string, contentType: string): FileKind {
  const type = contentType.toLowerCase();
  const extension = /\.[^.]+$/.exec(name.toLowerCase())?.[0] ?? '';
  for (const text of [type, extension]) {
    const match = rules.find(([pattern]) => pattern.test(text));
    if (match !== undefined) return match[1];
  }
  return 'other';
}
