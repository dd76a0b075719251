// Rows of connections and settings; every row is parsed.
import * as z from 'zod/mini';
import { languageChoices } from '../../../resources/words/languages';
import { initialSettings, type Settings } from '../../core/model/settings';
import { initialDesktop } from '../../core/model/desktop-settings';
import type { Connection } from '../../core/model/connection';
import { connectionOptionsText, toConnectionOptions } from './connections';
import type { GivenFile } from '../../core/model/given-file';
import type { ShareSource } from '../../core/model/share';

export type Row = Readonly<Record<string, string | number | null>>;

const connectionColumns = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['embedded', 's3']),
  provider: z.string(),
  endpoint: z.string(),
  region: z.string(),
  bucket: z.string(),
  addressing: z.enum(['path', 'virtual-host']),
  prefix: z.string(),
  max_expiry_seconds: z.nullable(z.number()),
  when_expired: z.enum(['delete', 'keep']),
  options: z.string(),
});

export function toConnection(row: unknown): Connection {
  const {
    max_expiry_seconds: maxExpirySeconds,
    when_expired: whenExpired,
    options,
    ...same
  } = connectionColumns.parse(row);
  return {
    ...same,
    whenExpired,
    ...(maxExpirySeconds !== null && { maxExpirySeconds }),
    ...toConnectionOptions(options),
  };
}

export const connectionRow = (connection: Connection): Row =>
  connectionColumns.parse({
    ...connection,
    max_expiry_seconds: connection.maxExpirySeconds ?? null,
    when_expired: connection.whenExpired,
    options: connectionOptionsText(connection),
  });

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
  parallel: orElse(wholeNumber(1, 64), initialSettings.parallel),
  pages: orElse(z.enum(['several', 'always', 'never']), initialSettings.pages),
  linkForm: orElse(z.enum(['link', 'text', 'markdown', 'html', 'template']), initialSettings.linkForm),
  linkTemplate: orElse(z.string().check(z.maxLength(2_000)), initialSettings.linkTemplate),
  desktop: orElse(desktopShape, initialDesktop),
  welcomed: orElse(z.boolean(), initialSettings.welcomed),
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

export const toSource = (path: string | null, stamp: string | null): ShareSource | undefined =>
  path === null ? undefined : { path, ...(stamp !== null && { stamp: stampShape.parse(JSON.parse(stamp)) }) };

export const sourceRow = (source: ShareSource | undefined): Row => ({
  source_path: source?.path ?? null,
  source: source?.stamp === undefined ? null : stampText(source.stamp),
});

export const snapshotShape = z.extend(stampShape, {
  sizeBytes: z.number(),
  birthtimeNs: z.optional(z.coerce.bigint()),
});

const givenShape = z.object({ within: z.string(), snapshot: z.optional(snapshotShape) });

/** Older rows have none: they saved the real path. */
export const toGiven = (given: string | null, path: string): GivenFile =>
  given === null ? { within: path } : givenShape.parse(JSON.parse(given));
