// The name under which a guest's file is shown and saved: one that every disk takes and no program acts on.
import { displayName } from '../file-name';
import { visibleLine } from '../visible-text';

/**
 * Names on which Windows acts when it shows their folder (Chromium, net/base/filename_util, IsReservedNameOnWindows), and that of a ledger, by which a
 * share of a folder knows a profile of Mayfly.
 */
const acting = /^(?:desktop\.ini|thumbs\.db|mayfly\.db)$/i;

/**
 * Types on which a file manager acts when it shows them: it fetches an icon from where they say, which sends a password's hash to that
 * server (CVE-2025-24054), or shows a name and an icon that they say. Source: Chromium, IsShellIntegratedExtension, which renames them
 * to `.download` too; a class id in braces hides the type.
 */
const actingType =
  /\.(?:lnk|scf|url|website|local|library-ms|search-ms|searchconnector-ms|theme|themepack|desktop|\{[^{}]*\})$/i;

/** Microsoft, "Naming Files, Paths, and Namespaces": reserved with any extension. */
const reserved = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$|clock\$)(?=$|[.\s])/i;

/**
 * The end of the path that a guest named, without characters that Windows refuses or that deceive a reader, without a dot or space at its
 * end, and never hidden: files that begin with a dot can configure programs.
 */
export function arrivalName(path: string): string {
  const end = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  const clean = visibleLine(end.normalize('NFC'))
    .replaceAll(/[<>:"|?*\ufffd]/g, '_')
    .replaceAll(/^[\s.]+|[\s.]+$/g, '');
  const name = reserved.test(clean) || acting.test(clean) ? `_${clean}` : clean;
  const kept = displayName(name).replaceAll(/[\s.]+$/g, '');
  return actingType.test(kept) ? displayName(`${kept}.download`) : kept;
}

const mostNameBytes = 255;

/** The name with ` (2)` and so on before its extension, never longer than a disk takes; the first is the name itself. */
export function numberedName(name: string, number: number): string {
  if (number === 1) return name;
  const dot = name.lastIndexOf('.');
  const extension = dot > 0 && Buffer.byteLength(name.slice(dot)) <= 32 ? name.slice(dot) : '';
  const ending = ` (${number})${extension}`;
  let stem = '';
  for (const character of name.slice(0, name.length - extension.length)) {
    if (Buffer.byteLength(stem + character + ending) > mostNameBytes) break;
    stem += character;
  }
  return stem + ending;
}
