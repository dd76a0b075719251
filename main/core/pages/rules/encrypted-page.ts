// Builds the HTML of an encrypted share's page: nothing in it names a file, a title or a type. Those are in its manifest.
import { scriptJson } from '../../wording/escape';
import { fillTemplate, timesData, utcMinute } from './fill-template';
import type { LiveTimes } from './live-page';
import { doorSource } from './page-door';
import type { PageMark } from './page-mark';
import { shareQuery } from './page-link-encoding';

export interface EncryptedFile {
  /** Of its age file. */
  readonly storedBytes: number;
  /** A bearer secret, as `SharePageFile.url`. */
  readonly url: string;
}

export interface EncryptedPage extends LiveTimes {
  /** Unix ms on the server's clock. */
  readonly createdAtMs: number;
  /** Unix ms on the server's clock. */
  readonly expiresAtMs: number;
  /** What writes the mark by which the sender is told that the page was opened; absent: nobody is told. */
  readonly mark?: PageMark | undefined;
  /** The short link to it at another origin, as `askedDoor`. */
  readonly door?: string | undefined;
  /** In the order of the manifest. */
  readonly files: readonly EncryptedFile[];
  /** An age file. */
  readonly manifest: Uint8Array;
  readonly needsPassword: boolean;
}

/** The shared query once, and per file `[stored size, rest of the URL's path, signature]`. */
function tableOf(files: readonly EncryptedFile[]): string {
  const { query, folder, links } = shareQuery(files.map(({ url }) => url));
  const rows = files.map(({ storedBytes }, index) => [
    storedBytes,
    links[index]?.rest ?? '',
    links[index]?.signature ?? '',
  ]);
  return scriptJson({ query, folder, files: rows });
}

/** In one line of its own, so that a shell can cut it out for the `age` command. */
const manifestElement = ({ manifest, needsPassword }: EncryptedPage): string =>
  `<script type="text/plain" id="manifest"${needsPassword ? ' data-password' : ''}>${Buffer.from(manifest).toString('base64')}</script>`;

/** The whole page. Pure. Raises as `buildSharePage` in its form `signatures`. */
export const buildEncryptedPage = (template: string, page: EncryptedPage): string =>
  fillTemplate(template, {
    ends: utcMinute(page.expiresAtMs),
    door: doorSource(page.door),
    times: timesData(page),
    data: tableOf(page.files),
    manifest: manifestElement(page),
  });
