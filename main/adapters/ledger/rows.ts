// Connections, settings and the stamps of files as the ledger keeps them.
import { languageChoices } from '../../../resources/words/languages';
import { initialSettings, linkForms, type Settings } from '../../core/model/settings';
import { mostAtOnce } from '../../core/model/upload';
import { mostChoices, type AddressChoice } from '../../core/model/nearby/network-reach';
import { initialDesktop } from '../../core/model/desktop-settings';
import type { Connection } from '../../core/model/connection';
import { columns, maybeNumber, maybeText, type Row } from './columns';
import { connectionOptionsText, toConnectionOptions } from './connections';
import { attempt, large, maybe, number, object, oneOf, orElse, text, textUpTo, truth, whole } from '../files/shapes';
import type { GivenFile } from '../../core/model/given-file';
import type { ShareSource } from '../../core/model/share';

const connectionColumns = columns({
  id: text,
  name: text,
  kind: oneOf('embedded', 's3'),
  provider: text,
  endpoint: text,
  region: text,
  bucket: text,
  addressing: oneOf('path', 'virtual-host'),
  prefix: text,
  maxExpirySeconds: maybeNumber,
  whenExpired: oneOf('delete', 'keep'),
  options: text,
});

export function toConnection(row: unknown): Connection {
  const { options, ...own } = connectionColumns.read(row);
  return { ...own, ...toConnectionOptions(options) };
}

export const connectionRow = (connection: Connection): Row =>
  connectionColumns.write({ ...connection, options: connectionOptionsText(connection) });

/** An invalid value falls back to its default. */
const desktopShape = object({
  startAtLogin: orElse(truth, initialDesktop.startAtLogin),
  startHidden: orElse(truth, initialDesktop.startHidden),
  staysInTray: orElse(truth, initialDesktop.staysInTray),
  shelfAtEdge: orElse(truth, initialDesktop.shelfAtEdge),
  deepLinks: orElse(truth, initialDesktop.deepLinks),
  fileManagers: orElse(truth, initialDesktop.fileManagers),
  shortcut: orElse(textUpTo(60), initialDesktop.shortcut),
});

/** Of people, so few; what is none of theirs is left out as a whole. */
const choiceShape = (value: unknown): AddressChoice => {
  object({})(value);
  const entries = Object.entries(value as object);
  if (entries.length > mostChoices) throw new TypeError('a stored choice is too long');
  return Object.fromEntries(entries.map(([name, isOn]) => [textUpTo(64)(name), truth(isOn)]));
};

const settingsShape = object({
  expirySeconds: orElse(whole(1, 604_800), initialSettings.expirySeconds),
  density: orElse(oneOf('comfortable', 'compact'), initialSettings.density),
  theme: orElse(oneOf('system', 'light', 'dark'), initialSettings.theme),
  language: orElse(oneOf(...languageChoices), initialSettings.language),
  bandwidthBytesPerSecond: orElse(whole(0, Number.MAX_SAFE_INTEGER), initialSettings.bandwidthBytesPerSecond),
  parallel: orElse(whole(1, mostAtOnce), initialSettings.parallel),
  pages: orElse(oneOf('several', 'always', 'never'), initialSettings.pages),
  opensInBrowser: orElse(truth, initialSettings.opensInBrowser),
  linkForm: orElse(oneOf(...linkForms), initialSettings.linkForm),
  linkTemplate: orElse(textUpTo(2_000), initialSettings.linkTemplate),
  askerName: orElse(textUpTo(80), initialSettings.askerName),
  opensOnNetwork: orElse(truth, initialSettings.opensOnNetwork),
  networkChoice: orElse(choiceShape, initialSettings.networkChoice),
  asksDevicePin: orElse(truth, initialSettings.asksDevicePin),
  countsOpenings: orElse(truth, initialSettings.countsOpenings),
  desktop: orElse(desktopShape, initialDesktop),
  welcomed: orElse(truth, initialSettings.welcomed),
  trayHinted: orElse(truth, initialSettings.trayHinted),
  storageHinted: orElse(truth, initialSettings.storageHinted),
  defaultConnectionId: orElse(text, undefined),
});

/** The saved settings; an invalid value falls back to its default. */
export function toSettings(json: string): Settings {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return initialSettings;
  }
  const { defaultConnectionId, ...rest } = attempt(settingsShape, value, {
    ...initialSettings,
    defaultConnectionId: undefined,
  });
  return { ...rest, ...(defaultConnectionId !== undefined && { defaultConnectionId }) };
}

/** Nanoseconds since 1970 and inodes need more than a double holds. */
const stamp = { mtimeNs: large, ctimeNs: large, inode: large, device: large };
const stampShape = object(stamp);

/** `JSON.stringify` knows no bigint; `stampShape` reads the text again. */
export const stampText = (stamp: object): string =>
  JSON.stringify(stamp, (_name, value: unknown) => (typeof value === 'bigint' ? String(value) : value));

/** Where a record has its source: `source` holds the stamp as text. */
export const sourceColumns = { sourcePath: maybeText, source: maybeText };

/** The source of a record, absent where it has none. */
export const toSource = (path?: string, stamp?: string): { readonly source?: ShareSource } =>
  path === undefined ? {} : { source: { path, ...(stamp !== undefined && { stamp: stampShape(JSON.parse(stamp)) }) } };

/** The columns of a source. */
export const sourceRow = (source: ShareSource | undefined) => ({
  sourcePath: source?.path,
  source: source?.stamp && stampText(source.stamp),
});

export const snapshotShape = object({ ...stamp, sizeBytes: number, birthtimeNs: maybe(large) });

const givenShape = object({ within: text, snapshot: maybe(snapshotShape) });

/** The row of a stream has none, as it has no stamp. */
export const toGiven = (given: string | undefined, path: string): GivenFile =>
  given === undefined ? { within: path } : givenShape(JSON.parse(given));
