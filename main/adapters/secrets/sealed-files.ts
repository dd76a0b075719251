// The SealedSecrets port on the disk: a file for each secret, encrypted with a key derived from the passphrase of the profile.
import { randomBytes, scrypt } from 'node:crypto';
import { lstat, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../../core/model/failure';
import type { AskPassphrase, SealedSecrets } from '../../core/ports/secrets';
import { sealNonceBytes } from '../../core/credentials/rules/encrypted-record';
import {
  derivedBytes,
  isKeyOf,
  longestFileBytes,
  parsePassphraseFile,
  passphraseBytes,
  passphraseFileText,
  saltBytes,
  scryptMemory,
  secretIn,
  usualCost,
  type PassphraseFile,
  type ScryptCost,
} from '../../core/credentials/rules/passphrase-file';
import { flushFolder } from '../files/flush-folder';
import { isAlive } from '../files/processes';

const extension = '.json';
const temporary = /\.(\d+)\.tmp$/;

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code;

const derive = (passphrase: string, salt: Uint8Array, cost: ScryptCost): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    const options = { ...cost, maxmem: scryptMemory(cost) };
    scrypt(passphraseBytes(passphrase), salt, derivedBytes, options, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });

/** `folder` is made with the first secret. Calls run one at a time: each derivation takes the memory of `cost`. */
export function createSealedFiles(folder: string, ask: AskPassphrase, cost: ScryptCost = usualCost): SealedSecrets {
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(action: () => Promise<T>): Promise<T> => {
    const turn = last.then(action);
    last = turn.catch(() => undefined);
    return turn;
  };
  /** A command reads one file several times, and derives its key once. */
  let derived: { readonly from: string; readonly key: Uint8Array } | undefined;
  const keyOf = async (passphrase: string, { salt, cost: ofFile }: Pick<PassphraseFile, 'salt' | 'cost'>) => {
    const from = JSON.stringify([passphrase, Buffer.from(salt).toString('base64'), ofFile]);
    if (derived?.from !== from) derived = { from, key: await derive(passphrase, salt, ofFile) };
    return derived.key;
  };

  const pathOf = (id: string) => join(folder, `${encodeURIComponent(id)}${extension}`);

  /** `undefined` where there is none. Raises `secret-file-unusable`. */
  const read = async (path: string): Promise<PassphraseFile | undefined> => {
    let text: string;
    try {
      const about = await lstat(path);
      if (!about.isFile() || about.size > longestFileBytes)
        throw new Failure('secret-file-unusable', { reason: 'it was changed or damaged' });
      text = await readFile(path, 'utf8');
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined;
      if (error instanceof Failure) throw error;
      throw new Failure('secret-file-unusable', { reason: 'it cannot be read' }, error);
    }
    return parsePassphraseFile(text);
  };

  const names = () => readdir(folder).catch((): string[] => []);

  /** A file by which a passphrase can be checked: the profile has one passphrase. */
  const anyFile = async (): Promise<PassphraseFile | undefined> => {
    for (const name of await names()) {
      if (!name.endsWith(extension)) continue;
      const file = await read(join(folder, name)).catch(() => undefined);
      if (file !== undefined) return file;
    }
    return undefined;
  };

  const isOpenedBy = async (passphrase: string, file: PassphraseFile) => isKeyOf(file, await keyOf(passphrase, file));

  const opened = async (id: string, file: PassphraseFile, passphrase: string): Promise<string> => {
    const secret = secretIn(file, id, await keyOf(passphrase, file));
    if (secret === undefined) throw new Failure('secret-file-unusable', { reason: 'it was changed or damaged' });
    return secret;
  };

  /** What a killed process left behind. */
  const dropLeftovers = async () => {
    for (const name of await names()) {
      const owner = temporary.exec(name)?.[1];
      if (owner !== undefined && !isAlive(Number(owner))) await rm(join(folder, name), { force: true });
    }
  };

  /** Replaces the file in one step. Raises `disk-full`, `ledger-unusable`; the former file is whole then. */
  const write = async (id: string, secret: string, passphrase: string) => {
    const salt = randomBytes(saltBytes);
    const key = await keyOf(passphrase, { salt, cost });
    const text = passphraseFileText(secret, id, cost, { salt, nonce: randomBytes(sealNonceBytes), derived: key });
    const path = pathOf(id);
    const half = `${path}.${process.pid}.tmp`;
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await dropLeftovers();
      await rm(half, { force: true });
      const file = await open(half, 'wx', 0o600);
      try {
        await file.writeFile(text);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(half, path);
      if (process.platform !== 'win32') await flushFolder(folder, { open });
    } catch (error) {
      await rm(half, { force: true }).catch(() => undefined);
      const full = codeOf(error) === 'ENOSPC' || codeOf(error) === 'EDQUOT';
      throw new Failure(full ? 'disk-full' : 'ledger-unusable', {}, error);
    }
  };

  return {
    get: (id) =>
      inTurn(async () => {
        const file = await read(pathOf(id));
        if (file === undefined) return undefined;
        const passphrase = await ask('known');
        if (!(await isOpenedBy(passphrase, file))) throw new Failure('passphrase-wrong');
        return opened(id, file, passphrase);
      }),
    set: (id, secret) =>
      inTurn(async () => {
        const there = (await read(pathOf(id)).catch(() => undefined)) ?? (await anyFile());
        const passphrase = await ask(there === undefined ? 'first' : 'known');
        if (there !== undefined && !(await isOpenedBy(passphrase, there))) throw new Failure('passphrase-wrong');
        await write(id, secret, passphrase);
      }),
    remove: (id) =>
      inTurn(async () => {
        await rm(pathOf(id), { force: true }).catch((error: unknown) => {
          throw new Failure('ledger-unusable', {}, error);
        });
        await dropLeftovers();
      }),
    changePassphrase: (ids) =>
      inTurn(async () => {
        const files = await Promise.all(ids.map(async (id) => ({ id, file: await read(pathOf(id)) })));
        const there = files.flatMap(({ id, file }) => (file === undefined ? [] : [{ id, file }]));
        if (there.length === 0) return [];
        const former = await ask('known');
        const secrets: { readonly id: string; readonly secret: string }[] = [];
        const others: PassphraseFile[] = [];
        for (const { id, file } of there) {
          if (await isOpenedBy(former, file)) secrets.push({ id, secret: await opened(id, file, former) });
          else others.push(file);
        }
        if (secrets.length === 0) throw new Failure('passphrase-wrong');
        const next = await ask('another');
        // A change that was cut off has given them the new one.
        for (const file of others) if (!(await isOpenedBy(next, file))) throw new Failure('passphrase-wrong');
        for (const { id, secret } of secrets) await write(id, secret, next);
        return there.map(({ id }) => id);
      }),
  };
}
