// A share as Mayfly makes it, on a real bucket with really signed links, for a real browser to open.
import { createHash, randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { DeleteObjectCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { createGuestLinks } from '../../main/adapters/s3/signing/guest-links';
import { createAlikeSigner, createSigner } from '../../main/adapters/s3/signing/signer';
import type { Connection } from '../../main/core/model/connection';
import { linkAnswer, contentDisposition } from '../../main/core/model/links/link-headers';
import { safeName } from '../../main/core/model/keys/object-key';
import type { Disposition } from '../../main/core/model/share';
import type { Until } from '../../main/core/given/link-to-stored';
import type { MarkWay } from '../../main/core/model/receipts/mark-way';
import type { PageMark } from '../../main/core/pages/rules/page-mark';
import { signMark } from '../../main/core/pages/sign-mark';
import { buildSharePage, type SharePage } from '../../main/core/pages/rules/share-page';
import { bucketName, clientOf, inUrl, listenOnAll, serve, type Fixture } from '../local-bucket/fixture';
import type { ConnectionLimits } from '../../main/local-bucket/server/http-server';
import { startLocalBucket } from '../../main/local-bucket/server/server';
import { accessKeyId, region, secretAccessKey } from '../local-bucket/signing';
import { sharePageTemplate } from '../page-templates';
import type { PageForm } from '../../main/core/pages/rules/share-page-list';

export interface GivenFile {
  readonly path: string;
  readonly body: Uint8Array | string;
  readonly contentType?: string;
}

export interface PublishOptions {
  readonly form?: PageForm;
  readonly title?: string;
  readonly message?: string;
  readonly lifetimeSeconds?: number;
  readonly signedAtMs?: number;
  /** With SHA-256 of each file. */
  readonly hashes?: boolean;
  /** Only so many of the files are stored: for long lists that are only looked at. */
  readonly storedFiles?: number;
  /** It writes a mark when it is opened, by this way. */
  readonly mark?: MarkWay;
  /** The short link to it at another origin. */
  readonly door?: string;
  /** A page of the same files, with links of its own. */
  readonly of?: Published;
}

export interface Published {
  readonly url: string;
  /** Keys of the files in order, the page's own last. */
  readonly keys: readonly string[];
  readonly html: string;
  /** The presigned link of each file. */
  readonly links: readonly string[];
  readonly storedBytes: number;
  /** Of its mark, where it writes one. */
  readonly markKey: string;
}

export interface LinkAnswer {
  readonly disposition: string;
  readonly contentType: string;
  readonly lifetimeSeconds: number;
  readonly signedAtMs: number;
}

export interface PageBucket {
  readonly endpoint: string;
  readonly publish: (files: readonly GivenFile[], options?: PublishOptions) => Promise<Published>;
  /** A link that opens the file in place, as Mayfly would never sign it for a type that runs. */
  readonly inlineLink: (file: GivenFile) => Promise<string>;
  /** The link of a single file, as Mayfly signs it. */
  readonly fileLink: (file: GivenFile, asked: Disposition) => Promise<string>;
  /** Stores any object, also in the place of another. */
  readonly store: (key: string, body: Uint8Array | string, contentType?: string) => Promise<void>;
  /** Signs a link as those of pages are signed. */
  readonly linkTo: (key: string, answer: LinkAnswer) => Promise<string>;
  /** What a page of this bucket needs to write a mark at `key`. */
  readonly signMark: (key: string, way: MarkWay, until: Until) => Promise<PageMark | undefined>;
  /** The bytes of an object; `undefined` where there is none. */
  readonly sizeOf: (key: string) => Promise<number | undefined>;
  readonly remove: (keys: readonly string[]) => Promise<void>;
  /** The server goes down: connections break, and nobody listens any more. */
  readonly shut: () => Promise<void>;
  /** And comes back at the same address, with the same files. */
  readonly reopen: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

export const sha256 = (body: Uint8Array | string): string => createHash('sha256').update(body).digest('hex');
const random = () => randomBytes(16).toString('base64url');

/** `now`: the bucket's clock. `network`: the network address of its links; default: loopback. */
export async function startPageBucket(
  now: () => number = Date.now,
  limits?: ConnectionLimits,
  network?: string,
): Promise<PageBucket> {
  const environment = { now, sweepIntervalMs: 60_000, ...(limits !== undefined && { limits }) };
  const fixture: Fixture = await serve({}, environment);
  let running = fixture.bucket;
  const { port } = running;
  const addresses = network === undefined ? [] : [network];
  await listenOnAll(running, addresses);
  const endpoint = network === undefined ? running.endpoint : `http://${inUrl(network)}:${port}`;
  // Signing 10,000 links takes longer than the server keeps a quiet connection: the next request may find it closed, and goes out again.
  const client = clientOf(fixture.bucket.endpoint, { maxAttempts: 3 });
  const template = await sharePageTemplate();
  const connection: Connection = {
    id: 'pages',
    name: 'Pages',
    kind: 's3',
    provider: 'other',
    endpoint,
    region,
    bucket: bucketName,
    addressing: 'path',
    prefix: '',
    whenExpired: 'delete',
  };
  const sign = createSigner(connection, { accessKeyId, secretAccessKey });

  const put = (key: string, body: Uint8Array | string, headers: { ContentType: string; ContentEncoding?: string }) => {
    // The client forgets it at every answer.
    client.config.systemClockOffset = now() - Date.now();
    return client.send(new PutObjectCommand({ Bucket: bucketName, Key: key, Body: Buffer.from(body), ...headers }));
  };

  const link = (
    key: string,
    disposition: string,
    contentType: string,
    lifetimeSeconds: number,
    signedAtMs: number,
  ): Promise<string> =>
    sign({
      method: 'GET',
      key,
      lifetimeSeconds,
      signedAtMs,
      query: {
        'response-cache-control': 'no-store',
        'response-content-disposition': disposition,
        'response-content-type': contentType,
      },
    });

  const guests = createGuestLinks({
    connection,
    credentials: () => ({ accessKeyId, secretAccessKey }),
    sign: createAlikeSigner(connection, { accessKeyId, secretAccessKey }),
    now,
  });
  const markAt = (key: string, way: MarkWay, until: Until) => {
    const capabilities = { limitsForms: way === 'form', signsAmz: way === 'put', limitsPuts: true, madeAtMs: 0 };
    const mark = {
      shareId: '',
      role: 'mark',
      key,
      path: '',
      sizeBytes: 1,
      contentType: '',
      storedCheck: 'sample',
    } as const;
    return signMark({ objects: guests, connection: { ...connection, capabilities } }, [mark], until);
  };

  return {
    endpoint,
    signMark: markAt,
    async sizeOf(key) {
      const asked = client.send(new HeadObjectCommand({ Bucket: bucketName, Key: key }));
      return (await asked.catch(() => undefined))?.ContentLength;
    },
    async publish(
      files,
      { form = 'links', hashes = false, storedFiles = files.length, lifetimeSeconds = 3600, mark, of, ...options } = {},
    ) {
      const signedAtMs = options.signedAtMs ?? now();
      const folder = `f/${random()}`;
      const keys = files.map(({ path }, index) => of?.keys[index] ?? `${folder}/${index}/${safeName(path)}`);
      const listed = await Promise.all(
        files.map(async ({ path, body, contentType = 'application/octet-stream' }, index) => {
          const key = keys[index] ?? '';
          if (index < storedFiles) await put(key, body, { ContentType: contentType });
          const name = path.slice(path.lastIndexOf('/') + 1);
          const disposition = form === 'links' ? contentDisposition('attachment', name) : 'attachment';
          return {
            path,
            sizeBytes: Buffer.byteLength(body),
            contentType,
            url: await link(key, disposition, 'application/octet-stream', lifetimeSeconds, signedAtMs),
            ...(hashes && { sha256: sha256(body) }),
          };
        }),
      );
      const markKey = `p/${random()}/mark`;
      const page: SharePage = {
        mark: mark === undefined ? undefined : await markAt(markKey, mark, { signedAtMs, lifetimeSeconds }),
        title: options.title ?? 'Holiday pictures',
        createdAtMs: signedAtMs,
        expiresAtMs: signedAtMs + lifetimeSeconds * 1000,
        files: listed,
        door: options.door,
        ...(options.message !== undefined && { message: options.message }),
      };
      const html = buildSharePage(template, page, form);
      const stored = gzipSync(html, { level: 9 });
      const key = `p/${random()}/index.html`;
      await put(key, stored, { ContentType: 'text/html; charset=utf-8', ContentEncoding: 'gzip' });
      const url = await link(key, 'inline', 'text/html; charset=utf-8', lifetimeSeconds, signedAtMs);
      const links = listed.map((file) => file.url);
      return { url, keys: [...keys, key], html, links, storedBytes: stored.length, markKey };
    },
    async inlineLink({ path, body, contentType = '' }) {
      const key = `f/${random()}/${safeName(path)}`;
      await put(key, body, { ContentType: contentType });
      return sign({ method: 'GET', key, lifetimeSeconds: 60, signedAtMs: now() });
    },
    async fileLink({ path, body, contentType = '' }, asked) {
      const key = `${random()}/${safeName(path)}`;
      await put(key, body, { ContentType: contentType });
      const answer = linkAnswer(contentType, asked);
      return link(key, contentDisposition(answer.disposition, path), answer.contentType, 60, now());
    },
    async store(key, body, contentType = 'application/octet-stream') {
      await put(key, body, { ContentType: contentType });
    },
    linkTo: (key, { disposition, contentType, lifetimeSeconds, signedAtMs }) =>
      link(key, disposition, contentType, lifetimeSeconds, signedAtMs),
    async remove(keys) {
      await Promise.all(keys.map((key) => client.send(new DeleteObjectCommand({ Bucket: bucketName, Key: key }))));
    },
    async shut() {
      await running.close();
    },
    async reopen() {
      running = await startLocalBucket({ ...fixture.options, port }, environment);
      await listenOnAll(running, addresses);
    },
    async stop() {
      client.destroy();
      await running.close();
      await fixture.stop();
    },
  };
}
