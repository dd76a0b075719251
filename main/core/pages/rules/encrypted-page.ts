// Builds the HTML of an encrypted share's page: nothing in it names a file, a title or a type. Those are in its manifest.
import { scriptJson } from '../../wording/escape';
import { fillTemplate, usualSlots, type PageTimes } from './fill-template';
import { shareQuery } from './page-link-encoding';

export interface EncryptedFile {
  /** Of its age file. */
  readonly storedBytes: number;
  /** A bearer secret, as `SharePageFile.url`. */
  readonly url: string;
}

export interface EncryptedPage extends PageTimes {
  /** In the order of the manifest. */
  readonly files: readonly EncryptedFile[];
  /** An age file. */
  readonly manifest: Uint8Array;
  readonly needsPassword: boolean;
}

/** The shared query once, and per file `[stored size, rest of the URL's path, signature]`. */
function tableOf(files: readonly EncryptedFile[]): string {
  const { query, folder, links } = shareQuery(files.map(({ url }) => url));
  const rows = links.map(({ rest, signature }, index) => [files[index]?.storedBytes, rest, signature]);
  return scriptJson({ query, folder, files: rows });
}

/** In one line of its own, so that a shell can cut it out for the `age` command. */
const manifestElement = ({ manifest, needsPassword }: EncryptedPage): string =>
  `<script type="text/plain" id="manifest"${needsPassword ? ' data-password' : ''}>${Buffer.from(manifest).toString('base64')}</script>`;

/** The whole page. Pure. Raises as `buildSharePage` in its form `signatures`. */
export const buildEncryptedPage = (template: string, page: EncryptedPage): string =>
  fillTemplate(template, {
    data: tableOf(page.files),
    manifest: manifestElement(page),
    ...usualSlots(page),
  });
