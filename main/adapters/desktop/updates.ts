// Electron-updater fetches and installs; that it only ever reads a feed which Mayfly's own key signed is decided here. The
// library itself compares each package with the SHA-512 in that feed.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AppUpdater, ResolvedUpdateFileInfo, UpdateInfo } from 'electron-updater';
import type {
  parseUpdateInfo as parse,
  Provider as LibraryProvider,
  ProviderRuntimeOptions,
} from 'electron-updater/out/providers/Provider';
import * as z from 'zod';
import { Failure } from '../../core/model/failure';
import { isSigned, notesText } from '../../core/model/update';
import type { UpdateSource } from '../../core/ports/update-source';

export interface UpdateFeed {
  /** Without the name of a file. */
  readonly url: string;
  /** PEM. */
  readonly publicKey: string;
}

/** What of the library a feed is read with. */
interface Providers {
  readonly Provider: typeof LibraryProvider;
  readonly parseUpdateInfo: typeof parse;
}

const mostCharacters = 262_144;

/** As electron-builder names what it writes for each system. */
function feedFile(): string {
  if (process.platform === 'win32') return 'latest.yml';
  if (process.platform === 'darwin') return 'latest-mac.yml';
  return process.arch === 'x64' ? 'latest-linux.yml' : `latest-linux-${process.arch}.yml`;
}

/** The feed this package was made with; undefined without an address or a key, and where packages come with an updater of their own. */
export function feedOfPackage(resourcesPath: string, appResources: string): UpdateFeed | undefined {
  const [config, key] = [join(resourcesPath, 'app-update.yml'), join(appResources, 'update-key.pem')];
  const ownPackage = process.platform !== 'linux' || process.env['APPIMAGE'] !== undefined;
  if (!(ownPackage || existsSync(join(resourcesPath, 'package-type'))) || process.env['SNAP'] !== undefined)
    return undefined;
  if (!existsSync(config) || !existsSync(key)) return undefined;
  // Without TLS only from this computer, for trials.
  const url = /^url: ['"]?((?:https:\/\/|http:\/\/127\.0\.0\.1:)[^'"\s]+)['"]?$/m.exec(
    readFileSync(config, 'utf8'),
  )?.[1];
  return url === undefined ? undefined : { url, publicKey: readFileSync(key, 'utf8') };
}

/** A package that nothing is known of could be any: each must have its SHA-512. */
const feedShape = z.looseObject({
  version: z.string(),
  // Of `scripts/sign-release.mjs`: what has none was signed for nobody who asks for it.
  signedAt: z.iso.datetime(),
  files: z.array(z.looseObject({ url: z.string().min(1), sha512: z.base64().length(88) })).min(1),
});

const signedAtOf = (info: UpdateInfo): number => Date.parse(feedShape.parse(info).signedAt);

/** Of a feed that was signed. Raises `update-untrusted` for one that makes no sense all the same. */
function readFeed(parse: () => UpdateInfo): UpdateInfo {
  try {
    const info = parse();
    feedShape.parse(info);
    return info;
  } catch (error) {
    throw new Failure('update-untrusted', {}, error);
  }
}

/** A provider of electron-updater that hands on nothing but a signed feed, and tells servers nothing about who asks. */
function signedProvider({ Provider, parseUpdateInfo }: Providers, { url, publicKey }: UpdateFeed) {
  const base = new URL(url.endsWith('/') ? url : `${url}/`);
  return class extends Provider<UpdateInfo> {
    constructor(_options: unknown, _updater: AppUpdater, runtime: ProviderRuntimeOptions) {
      super(runtime);
    }

    /** The library would send a number that stays the same for this computer. */
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

    /** `refused`: what it means when the server has no such file. */
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

/** Loads the library only when somebody looks. `electron` is the app it is loaded in; tests bring an updater of their own. */
export function createUpdateSource(
  feed: UpdateFeed,
  loadUpdater: () => Promise<AppUpdater> = electronUpdater,
): UpdateSource {
  let loading: Promise<AppUpdater> | undefined;
  const ready = () => (loading ??= prepared(feed, loadUpdater));
  let found = false;
  let fetched: AppUpdater | undefined;
  return {
    async look() {
      const updater = await ready();
      found = false;
      const result = await updater.checkForUpdates().catch((error: unknown) => {
        throw error instanceof Failure ? error : new Failure('update-unavailable', {}, error);
      });
      // Nothing: the library finds that this package cannot be replaced by itself.
      if (result === null) throw new Failure('update-unavailable');
      found = result.isUpdateAvailable;
      const { version, releaseNotes } = result.updateInfo;
      return { version, notes: notesText(releaseNotes), signedAtMs: signedAtOf(result.updateInfo) };
    },
    async fetch(onPercent) {
      const updater = await ready();
      // Neither we nor the library take what is not newer.
      if (!found) throw new Failure('update-damaged');
      const tell = ({ percent }: { readonly percent: number }) => onPercent(percent);
      updater.on('download-progress', tell);
      try {
        await updater.downloadUpdate();
        fetched = updater;
      } catch (error) {
        const damaged = (error as { readonly code?: string }).code === 'ERR_CHECKSUM_MISMATCH';
        throw new Failure(damaged ? 'update-damaged' : 'update-unavailable', {}, error);
      } finally {
        updater.off('download-progress', tell);
      }
    },
    install() {
      if (fetched === undefined) throw new Failure('update-damaged');
      let problem: unknown;
      const note = (error: unknown) => {
        problem = error;
      };
      // Somebody did not give the administrator's password, or the disk refused: the library says so before it returns.
      fetched.on('error', note);
      fetched.quitAndInstall();
      fetched.off('error', note);
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
  // Whole packages only: what is compared is what the feed says of one.
  updater.disableDifferentialDownload = true;
  updater.disableWebInstaller = true;
  updater.setFeedURL({ provider: 'custom', updateProvider: signedProvider(providers, feed) });
  return updater;
}
