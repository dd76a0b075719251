// Connections, settings and the stamps of files as the ledger keeps them.
import * as z from 'zod/mini';
import { languageChoices } from '../../../resources/words/languages';
import { initialSettings, linkForms, type Settings } from '../../core/model/settings';
import { mostAtOnce } from '../../core/model/upload';
import { initialDesktop } from '../../core/model/desktop-settings';
import type { Connection } from '../../core/model/connection';
import { columns, maybeNumber, maybeText, type Row } from './columns';
import { connectionOptionsText, toConnectionOptions } from './connections';
import type { GivenFile } from '../../core/model/given-file';
import type { ShareSource } from '../../core/model/share';

const connectionColumns = columns({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['embedded', 's3']),
  provider: z.string(),
  endpoint: z.string(),
  region: z.string(),
  bucket: z.string(),
  addressing: z.enum(['path', 'virtual-host']),
  prefix: z.string(),
  maxExpirySeconds: maybeNumber,
  whenExpired: z.enum(['delete', 'keep']),
  options: z.string(),
});

export function toConnection(row: unknown): Connection {
  const { options, ...own } = connectionColumns.read(row);
  return { ...own, ...toConnectionOptions(options) };
}

export const connectionRow = (connection: Connection): Row =>
  connectionColumns.write({ ...connection, options: connectionOptionsText(connection) });

/** An invalid value falls back to its default. */
const orElse = z.catch;
const wholeNumber = (least: number, most: number) => z.int().check(z.gte(least), z.lte(most));

const desktopShape = z.object({
  startAtLogin: orElse(z.boolean(), initialDesktop.startAtLogin),
  startHidden: orElse(z.boolean(), initialDesktop.startHidden),
  staysInTray: orElse(z.boolean(), initialDesktop.staysInTray),
  shelfAtEdge: orElse(z.boolean(), initialDesktop.shelfAtEdge),
  deepLinks: orElse(z.boolean(), initialDesktop.deepLinks),
  fileManagers: orElse(z.boolean(), initialDesktop.fileManagers),
  shortcut: orElse(z.string().check(z.maxLength(60)), initialDesktop.shortcut),
});

const settingsShape = z.object({
  expirySeconds: orElse(wholeNumber(1, 604_800), initialSettings.expirySeconds),
  density: orElse(z.enum(['comfortable', 'compact']), initialSettings.density),
  theme: orElse(z.enum(['system', 'light', 'dark']), initialSettings.theme),
  language: orElse(z.enum(languageChoices), initialSettings.language),
  bandwidthBytesPerSecond: orElse(wholeNumber(0, Number.MAX_SAFE_INTEGER), initialSettings.bandwidthBytesPerSecond),
  parallel: orElse(wholeNumber(1, mostAtOnce), initialSettings.parallel),
  pages: orElse(z.enum(['several', 'always', 'never']), initialSettings.pages),
  linkForm: orElse(z.enum(linkForms), initialSettings.linkForm),
  linkTemplate: orElse(z.string().check(z.maxLength(2_000)), initialSettings.linkTemplate),
  desktop: orElse(desktopShape, initialDesktop),
  welcomed: orElse(z.boolean(), initialSettings.welcomed),
  trayHinted: orElse(z.boolean(), initialSettings.trayHinted),
  storageHinted: orElse(z.boolean(), initialSettings.storageHinted),
  defaultConnectionId: orElse(z.optional(z.string()), undefined),
});

/** The saved settings; an invalid value falls back to its default. */
export function toSettings(json: string): Settings {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return initialSettings;
  }
  const { defaultConnectionId, ...rest } = orElse(settingsShape, {
    ...initialSettings,
    defaultConnectionId: undefined,
  }).parse(value);
  return { ...rest, ...(defaultConnectionId !== undefined && { defaultConnectionId }) };
}

/** Nanoseconds since 1970 and inodes need more than a double holds. */
export const stampShape = z.object({
  mtimeNs: z.coerce.bigint(),
  ctimeNs: z.coerce.bigint(),
  inode: z.coerce.bigint(),
  device: z.coerce.bigint(),
});

/** `JSON.stringify` knows no bigint; `stampShape` reads the text again. */
export const stampText = (stamp: object): string =>
  JSON.stringify(stamp, (_name, value: unknown) => (typeof value === 'bigint' ? String(value) : value));

/** Where a record has its source: `source` holds the stamp as text. */
export const sourceColumns = { sourcePath: maybeText, source: maybeText };

/** The source of a record, absent where it has none. */
export const toSource = (path?: string, stamp?: string): { readonly source?: ShareSource } =>
  path === undefined
    ? {}
    : { source: { path, ...(stamp !== undefined && { stamp: stampShape.parse(JSON.parse(stamp)) }) } };

/** The columns of a source. */
export const sourceRow = (source: ShareSource | undefined) => ({
  sourcePath: source?.path,
  source: source?.stamp && stampText(source.stamp),
});

export const snapshotShape = z.extend(stampShape, {
  sizeBytes: z.number(),
  birthtimeNs: z.optional(z.coerce.bigint()),
});

const givenShape = z.object({ within: z.string(), snapshot: z.optional(snapshotShape) });

/** Older rows have none: their path was the real one when the file was given. */
export const toGiven = (given: string | undefined, path: string): GivenFile =>
  given === undefined ? { within: path } : givenShape.parse(JSON.parse(given));
