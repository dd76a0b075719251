// Finds in a profile folder what Mayfly made there, by names and contents: the folder may be the user's own, or lie behind a link of theirs.
import { lstat, open, readdir, readlink, realpath, rm, rmdir, unlink } from 'node:fs/promises';
import type { Stats } from 'node:fs';
import { join } from 'node:path';
import { connectionsMark, ledgerName, madeMark } from '../adapters/files/profile-folder';
import { isOwnTempFolder } from '../adapters/files/temp-files';
import { journalTitle } from '../local-bucket/storage/journal-format';

/** Something of Mayfly's that is removed together. */
export interface OwnData {
  /** The real path, as it is shown. */
  readonly path: string;
  /** Removes it, and leaves what came into its folders meanwhile. Raises the failures of the disk. */
  readonly remove: () => Promise<void>;
}

interface FileRule {
  readonly name: RegExp;
  /** Whether the content is Mayfly's; absent where the name says enough. */
  readonly isOwn?: (head: Buffer, info: Stats) => boolean;
}
interface FolderRule {
  readonly name: RegExp;
  /** What is Mayfly's inside; `everything`: Mayfly alone writes there. */
  readonly holds: readonly Rule[] | 'everything';
  readonly isOwn?: (path: string) => Promise<boolean>;
}
interface LinkRule {
  readonly name: RegExp;
  readonly leadsTo: RegExp;
}
type Rule = FileRule | FolderRule | LinkRule;

/** The longest head that a rule looks at. */
const headBytes = 65_536;

/** A JSON object with no other fields than these. */
const json =
  (...fields: readonly string[]) =>
  (head: Buffer): boolean => {
    try {
      const value: unknown = JSON.parse(head.toString('utf8'));
      return typeof value === 'object' && value !== null && Object.keys(value).every((name) => fields.includes(name));
    } catch {
      return false;
    }
  };

const startsWith = (text: string | Uint8Array) => (head: Buffer) =>
  head.length === 0 || head.subarray(0, text.length).equals(Buffer.from(text));

const hexFile = /^[0-9a-f]{32}$/;

/** The data of a bucket: nothing else begins with its journal's title. */
const bucketRules: readonly Rule[] = [
  { name: /^journal(\.[0-9a-f]{16}\.tmp)?$/, isOwn: startsWith(journalTitle) },
  { name: /^blobs$/, holds: [{ name: hexFile }] },
  { name: /^reserve$/, isOwn: (_head, { size }) => size <= 262_144 },
  { name: /^lock-name$/, isOwn: (head: Buffer) => /^[0-9a-f]{0,32}\s*$/.test(head.toString('latin1')) },
  { name: /^lock$/, isOwn: (_head, { size }) => size === 0 },
  {
    name: /^owner\.json(\.[0-9a-f]{16}\.tmp)?$/,
    isOwn: (head: Buffer) => head.length === 0 || head.includes('"proofSecret"'),
  },
  { name: /^own\.sock$/ },
];
const isBucket = async (path: string): Promise<boolean> =>
  startsWith(journalTitle)(await headOf(join(path, 'journal')).catch(() => Buffer.from('-')));

const temp = (prefix: string): Rule => ({
  name: new RegExp(`^${prefix}`),
  holds: 'everything',
  isOwn: async (path: string) => isOwnTempFolder(path, prefix),
});

const profileRules: readonly Rule[] = [
  {
    name: new RegExp(
      `^${ledgerName.replace('.', '\\.')}(-(wal|shm|journal)|\\.suspect|\\.(newer|damaged)-[\\dTZ-]+(-wal|-shm)?)?$`,
    ),
  },
  { name: /^logs$/, holds: [{ name: /^mayfly(\.old)?\.log$/ }] },
  { name: /^bucket$/, holds: bucketRules, isOwn: isBucket },
  { name: /^bucket-session$/, holds: [{ name: /^\d+-[0-9a-f]{16}$/, holds: bucketRules }] },
  { name: /^sealed$/, holds: [{ name: hexFile, isOwn: (head: Buffer) => head.length === 0 || head[0] === 1 }] },
  {
    name: /^secrets$/,
    holds: [{ name: /\.json(\.\d+\.tmp)?$/, isOwn: startsWith('{\n  "mayfly": "sealed-secret"') }],
  },
  { name: /^temp$/, holds: [temp('clip-'), temp('shot-'), { name: /^dragged$/, holds: [temp('link-')] }] },
  { name: /^clipboard$/, holds: [temp('clip-')] },
  {
    name: /^thumbnails$/,
    holds: [{ name: /^clip-[A-Za-z0-9]{6}\.png$/, isOwn: (head: Buffer) => head.toString('latin1', 1, 4) === 'PNG' }],
  },
  { name: /^window\.json(\.new)?$/, isOwn: json('x', 'y', 'width', 'height', 'maximised') },
  { name: /^first-look\.json(\.new)?$/, isOwn: json('face', 'density', 'theme', 'language') },
  {
    name: /^dialogs\.json(\.new)?$/,
    isOwn: json('share', 'text', 'picture', 'certificate', 'watched', 'arrivals'),
  },
  { name: new RegExp(`^${connectionsMark}$`), isOwn: (_head, { size }) => size === 0 },
  // Chromium's marks of an ended process.
  { name: /^SingletonLock$/, leadsTo: /-\d+$/ },
  { name: /^SingletonCookie$/, leadsTo: /^\d+$/ },
  { name: /^SingletonSocket$/, leadsTo: /SingletonSocket$/ },
];

/** V8's caches of the commands (kept-code.ts). */
const compiledRule: FolderRule = { name: /^compiled$/, holds: [{ name: /^[a-z-]{1,20}\.bin(\.\d+)?$/ }] };

/** `isUsual`: the folder is Mayfly's by its place, and no link leads there. */
const chromiumRule = (isUsual: boolean): FolderRule => ({
  name: /^chromium$/,
  holds: 'everything',
  isOwn: async (path) => isUsual || (await isThere(join(path, madeMark))),
});

/** Also a link that leads nowhere. */
export const isThere = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  );

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Mayfly makes its folders for their owner alone; Windows has no such mode. */
const isPrivate = ({ mode }: Stats): boolean => process.platform === 'win32' || (mode & 0o077) === 0;

async function ownFile(path: string, info: Stats, rule: FileRule): Promise<OwnData | undefined> {
  if (!info.isFile() && !info.isSocket()) return undefined;
  const isOwn = rule.isOwn === undefined || (info.isFile() && rule.isOwn(await headOf(path), info));
  return isOwn ? { path, remove: () => rm(path, { force: true }) } : undefined;
}

/** The whole entry as one, or its parts that are Mayfly's. */
interface Found {
  readonly whole: boolean;
  readonly parts: readonly OwnData[];
}
const nothing: Found = { whole: false, parts: [] };
const asWhole = (part: OwnData | undefined): Found => (part === undefined ? nothing : { whole: true, parts: [part] });

async function ofEntry(path: string, name: string, rules: readonly Rule[]): Promise<Found> {
  const rule = rules.find((one) => one.name.test(name));
  if (rule === undefined) return nothing;
  const info = await lstat(path);
  if ('leadsTo' in rule) {
    const isOwn = info.isSymbolicLink() && rule.leadsTo.test(await readlink(path));
    return isOwn ? asWhole({ path, remove: () => unlink(path) }) : nothing;
  }
  if (!('holds' in rule)) return asWhole(await ownFile(path, info, rule));
  if (!info.isDirectory() || (rule.isOwn !== undefined && !(await rule.isOwn(path)))) return nothing;
  if (rule.holds === 'everything') return asWhole({ path, remove: () => rm(path, { recursive: true, force: true }) });
  return ofFolder(path, info, rule.holds);
}

/** `isPlace`: the folder was named, or is where Mayfly puts it, and needs no other sign. */
async function ofFolder(path: string, info: Stats, rules: readonly Rule[], isPlace = false): Promise<Found> {
  const parts: OwnData[] = [];
  let whole = isPlace || isPrivate(info);
  for (const name of (await readdir(path)).sort()) {
    const found = await ofEntry(join(path, name), name, rules);
    parts.push(...found.parts);
    whole &&= found.whole;
  }
  if (!whole) return { whole, parts };
  const remove = async () => {
    for (const part of parts) await part.remove();
    // Something came meanwhile, or a disk is mounted there.
    await rmdir(path).catch(() => undefined);
  };
  return { whole, parts: [{ path, remove }] };
}

/** The folder itself where nothing else lies there, else what is Mayfly's in it. A link and the folder that it leads to stay. */
async function ofPlace(place: string, rules: (isLink: boolean) => readonly Rule[]): Promise<readonly OwnData[]> {
  const isLink = (await lstat(place).catch(() => undefined))?.isSymbolicLink() === true;
  const path = await realpath(place).catch(() => undefined);
  const info = path === undefined ? undefined : await lstat(path);
  if (path === undefined || info?.isDirectory() !== true) return [];
  if (!isLink) return (await ofFolder(path, info, rules(false), true)).parts;
  const parts: OwnData[] = [];
  for (const name of (await readdir(path)).sort()) {
    parts.push(...(await ofEntry(join(path, name), name, rules(true))).parts);
  }
  return parts;
}

/** What Mayfly made in a profile. `isUsual`: the folder lies where Mayfly puts it. */
export const ownFiles = (profileDir: string, isUsual: boolean): Promise<readonly OwnData[]> =>
  ofPlace(profileDir, (isLink) => [...profileRules, chromiumRule(isUsual && !isLink)]);

/** What Mayfly made in its folder among the user's caches. */
export const ownCaches = (folder: string): Promise<readonly OwnData[]> =>
  ofPlace(folder, (isLink) => [compiledRule, chromiumRule(!isLink)]);
