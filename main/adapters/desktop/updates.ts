// Electron-updater fetches and installs; this adapter gives it only a feed that Mayfly's own key signed. The library itself
// compares each package with the SHA-512 in that feed.
import { chmodSync, existsSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AppUpdater, ResolvedUpdateFileInfo, UpdateInfo } from 'electron-updater';
import type {
  parseUpdateInfo as parse,
  Provider as LibraryProvider,
  ProviderRuntimeOptions,
} from 'electron-updater/out/providers/Provider';
import * as z from 'zod';
import { Failure } from '../../core/model/failure';
import { isSigned, notesText } from '../../core/updates/rules/judge-update';
import type { UpdateSource } from '../../core/ports/update-source';

export interface UpdateFeed {
  /** URL of the folder, without a file name. */
  readonly url: string;
  /** PEM. */
  readonly publicKey: string;
  /** The AppImage that runs. */
  readonly image?: string;
}

/** The part of the library that reads a feed. */
interface Providers {
  readonly Provider: typeof LibraryProvider;
  readonly parseUpdateInfo: typeof parse;
}

const mostCharacters = 262_144;

/** The names that electron-builder gives to the feed files of each system. */
function feedFile(): string {
  if (process.platform === 'win32') return 'latest.yml';
  if (process.platform === 'darwin') return 'latest-mac.yml';
  return process.arch === 'x64' ? 'latest-linux.yml' : `latest-linux-${process.arch}.yml`;
}

/** The feed this package was made with; undefined without an address or a key, and where packages come with an updater of their own. */
export function feedOfPackage(resourcesPath: string, appResources: string): UpdateFeed | undefined {
  const [config, key] = [join(resourcesPath, 'app-update.yml'), join(appResources, 'update-key.pem')];
  const isInstalled = process.platform !== 'linux' || existsSync(join(resourcesPath, 'package-type'));
  const image = isInstalled ? undefined : process.env['APPIMAGE'];
  if (!(isInstalled || image !== undefined) || process.env['SNAP'] !== undefined) return undefined;
  if (!existsSync(config) || !existsSync(key)) return undefined;
  // Without TLS only from this computer, for trials.
  const url = /^url: ['"]?((?:https:\/\/|http:\/\/127\.0\.0\.1:)[^'"\s]+)['"]?$/m.exec(
    readFileSync(config, 'utf8'),
  )?.[1];
  if (url === undefined) return undefined;
  return { url, publicKey: readFileSync(key, 'utf8'), ...(image !== undefined && { image }) };
}

/** Every package must have its SHA-512: without one any package would pass. */
const feedShape = z.looseObject({
  version: z.string(),
  // `scripts/sign-release.mjs` writes the date into a feed before it signs it.
  signedAt: z.iso.datetime(),
  files: z.array(z.looseObject({ url: z.string().min(1), sha512: z.base64().length(88) })).min(1),
});

const signedAtOf = (info: UpdateInfo): number => Date.parse(feedShape.parse(info).signedAt);

/** Reads a signed feed. Raises `update-untrusted` for a malformed one. */
function readFeed(parse: () => UpdateInfo): UpdateInfo {
  try {
    const info = parse();
    feedShape.parse(info);
    return info;
  } catch (error) {
    throw new Failure('update-untrusted', {}, error);
  }
}

/** A provider for electron-updater that accepts only a signed feed and sends servers no identifier of this computer. */
function signedProvider({ Provider, parseUpdateInfo }: Providers, { url, publicKey }: UpdateFeed) {
  const base = new URL(url.endsWith('/') ? url : `${url}/`);
  return class extends Provider<UpdateInfo> {
    constructor(_options: unknown, _updater: AppUpdater, runtime: ProviderRuntimeOptions) {
      super(runtime);
    }

    /** The library would send a stable identifier of this computer. */
    override setRequestHeaders(): void {}

    async getLatestVersion(): Promise<UpdateInfo> {
      const name = feedFile();
      const feed = await this.read(name, 'update-unavailable');
      const signature = await this.read(`${name}.sig`, 'update-untrusted');
      if (!isSigned(feed, signature, publicKey)) throw new Failure('update-untrusted');
      return readFeed(() => parseUpdateInfo(feed, name, base));
    }

    override resolveFiles(info: UpdateInfo): ResolvedUpdateFileInfo[] {
      return info.files.map((file) => ({ url: new URL(file.url, base), info: file }));
    }

    /** `refused`: the failure for a missing file. */
    private async read(name: string, refused: 'update-unavailable' | 'update-untrusted'): Promise<string> {
      try {
        const text = (await this.httpRequest(new URL(name, base))) ?? '';
        if (text.length > mostCharacters) throw new Failure('update-untrusted');
        return text;
      } catch (error) {
        const { statusCode } = error as { readonly statusCode?: number };
        const isAnswer = statusCode !== undefined && statusCode >= 400 && statusCode < 500;
        throw error instanceof Failure ? error : new Failure(isAnswer ? refused : 'update-unavailable', {}, error);
      }
    }
  };
}

/**
 * Puts a fetched AppImage in the place of the one that runs, under its name, to which menus, the start with the session and scripts lead. The library
 * would remove the old one first, and name the new one by its version. Raises `update-refused`; the old one is there then.
 */
function replaceImage(image: string, fetched: string): void {
  const beside = `${image}.new`;
  try {
    writeFileSync(beside, readFileSync(fetched), { flush: true });
    chmodSync(beside, 0o755);
    renameSync(beside, realpathSync(image));
  } catch (error) {
    rmSync(beside, { force: true });
    throw new Failure('update-refused', {}, error);
  }
}

/** Loads the library with the first check. `restart` ends Mayfly and starts an AppImage again. Tests bring an updater of their own. */
export function createUpdateSource(
  feed: UpdateFeed,
  restart: () => void,
  loadUpdater: () => Promise<AppUpdater> = electronUpdater,
): UpdateSource {
  let loading: Promise<AppUpdater> | undefined;
  const ready = () => (loading ??= prepared(feed, loadUpdater));
  let found = false;
  let fetched: { readonly updater: AppUpdater; readonly path: string } | undefined;
  return {
    async look() {
      const updater = await ready();
      found = false;
      const result = await updater.checkForUpdates().catch((error: unknown) => {
        throw error instanceof Failure ? error : new Failure('update-unavailable', {}, error);
      });
      // No result: the library cannot replace this kind of package.
      if (result === null) throw new Failure('update-unavailable');
      found = result.isUpdateAvailable;
      const { version, releaseNotes } = result.updateInfo;
      return { version, notes: notesText(releaseNotes), signedAtMs: signedAtOf(result.updateInfo) };
    },
    async fetch(onPercent) {
      const updater = await ready();
      // An older or equal version is no update, here and in the library.
      if (!found) throw new Failure('update-damaged');
      const tell = ({ percent }: { readonly percent: number }) => onPercent(percent);
      updater.on('download-progress', tell);
      try {
        const [path = ''] = await updater.downloadUpdate();
        fetched = { updater, path };
      } catch (error) {
        const damaged = (error as { readonly code?: string }).code === 'ERR_CHECKSUM_MISMATCH';
        throw new Failure(damaged ? 'update-damaged' : 'update-unavailable', {}, error);
      } finally {
        updater.off('download-progress', tell);
      }
    },
    install() {
      if (fetched === undefined) throw new Failure('update-damaged');
      const { updater, path } = fetched;
      if (feed.image !== undefined) {
        replaceImage(feed.image, path);
        restart();
        return;
      }
      let problem: unknown;
      const note = (error: unknown) => {
        problem = error;
      };
      // The library reports a refused administrator's password or a disk error before it returns.
      updater.on('error', note);
      updater.quitAndInstall();
      updater.off('error', note);
      if (problem !== undefined) throw new Failure('update-refused', {}, problem);
    },
  };
}

const electronUpdater = async (): Promise<AppUpdater> => (await import('electron-updater')).default.autoUpdater;

async function prepared(feed: UpdateFeed, load: () => Promise<AppUpdater>): Promise<AppUpdater> {
  const updater = await load();
  const { default: providers } = await import('electron-updater/out/providers/Provider.js');
  updater.logger = null;
  updater.autoDownload = false;
  updater.autoInstallOnAppQuit = false;
  updater.allowPrerelease = false;
  updater.allowDowngrade = false;
  // Whole packages only: the feed has the checksum of a package, and none of a difference.
  updater.disableDifferentialDownload = true;
  updater.disableWebInstaller = true;
  updater.setFeedURL({ provider: 'custom', updateProvider: signedProvider(providers, feed) });
  return updater;
}
