// File names are untrusted text: makes them safe paths below one folder, each unique.
import { shownName } from '../app/ui/display-name';
import { fileName, type Entry } from './share';

/** Characters that no Windows disk takes. */
const unsafe = /[<>:"|?*\\/]/g;
/** Microsoft, "Naming Files, Paths, and Namespaces": reserved with any extension. */
const reserved = /^(?:con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³]|conin\$|conout\$|clock\$)(?=$|[.\s])/i;
/** UTF-8 bytes; 255 is what disks take, and ` (1000)` must still fit. */
const nameBytes = 240;
const bytesOf = (text: string) => new TextEncoder().encode(text).length;

function cut(name: string): string {
  if (bytesOf(name) <= nameBytes) return name;
  const [stem, ending] = split(name);
  const kept = bytesOf(ending) <= 32 ? ending : '';
  let room = nameBytes - bytesOf(kept);
  let short = '';
  for (const char of kept === '' ? name : stem) {
    room -= bytesOf(char);
    if (room < 0) break;
    short += char;
  }
  return short + kept;
}

function split(name: string): readonly [stem: string, ending: string] {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
}

/** Windows takes spaces and dots at the end away, and then two names are one. */
function withoutEnd(name: string): string {
  let end = name.length;
  while (end > 0 && /[\s.]/.test(name.charAt(end - 1))) end -= 1;
  return name.slice(0, end);
}

/** One part of a path as every disk takes it; never empty, `.` or `..`. */
export function safeName(name: string): string {
  const plain = shownName(name.replaceAll(/\p{Surrogate}/gu, '_').normalize(), () => '_')
    .replaceAll(unsafe, '_')
    .trimStart();
  const shown = withoutEnd(cut(reserved.test(plain) ? `_${plain}` : plain));
  return shown === '' ? '_' : shown;
}

// Windows and macOS know one file by either case.
const key = (path: string) => path.toLowerCase();

/** The path each entry gets below the reader's folder, all different on any disk; `nameOf` makes each part of it. */
export function savedPaths(entries: readonly Entry[], nameOf = safeName): ReadonlyMap<Entry, string> {
  const folders = new Map(
    entries.map((entry) => [entry, entry.path.split('/').slice(0, -1).filter(Boolean).map(nameOf)] as const),
  );
  // No file may take the name of a folder.
  const taken = new Set(
    [...folders.values()].flatMap((names) => names.map((_, at) => key(names.slice(0, at + 1).join('/')))),
  );
  const nextCount = new Map<string, number>();
  return new Map(
    entries.map((entry) => {
      const parts = folders.get(entry) ?? [];
      const [stem, ending] = split(nameOf(fileName(entry.path)));
      const wanted = [...parts, stem + ending].join('/');
      let path = wanted;
      let count = nextCount.get(key(wanted)) ?? 1;
      for (; taken.has(key(path)); count += 1) path = [...parts, `${stem} (${count})${ending}`].join('/');
      nextCount.set(key(wanted), count);
      taken.add(key(path));
      return [entry, path];
    }),
  );
}
