// A share that is being sent, or that grows: its page, its status object and its files are written by hand into a real bucket, in any order.
import { randomBytes } from 'node:crypto';
import { encodeStatus } from '../../../main/core/pages/rules/live-page';
import { buildSharePage } from '../../../main/core/pages/rules/share-page';
import { sharePageTemplate } from '../../page-templates';
import type { GivenFile, PageBucket } from '../published';

export interface ToldStatus {
  readonly sequence: number;
  readonly state?: 'sending' | 'paused' | 'done' | 'cancelled';
  readonly sentBytes?: number;
  readonly stored?: readonly (readonly [number, number])[];
  readonly failed?: readonly number[];
  readonly sending?: readonly (readonly [number, number])[];
}

export interface LiveFile extends GivenFile {
  readonly key: string;
}

/** What `#times` says beside the times. */
export interface LiveTimes {
  readonly revision?: number;
  readonly isSending?: boolean;
  readonly grows?: boolean;
  /** A path-absolute reference to its only file. */
  readonly forward?: string;
}

export interface LiveShare {
  readonly url: string;
  readonly pageKey: string;
  readonly files: readonly LiveFile[];
  readonly statusKey: string;
  readonly store: (file: LiveFile) => Promise<void>;
  readonly tell: (status: ToldStatus) => Promise<void>;
  readonly rewrite: (files: readonly LiveFile[], times: LiveTimes, title?: string) => Promise<void>;
}

export const random = (): string => randomBytes(16).toString('base64url');
export const withKey = (file: GivenFile): LiveFile => ({ ...file, key: `f/${random()}/${random()}` });

/** `html` with what `#times` says more. */
export const withTimes = (html: string, times: LiveTimes, statusUrl: string): string => {
  const { isSending, ...others } = times;
  const { pathname, search } = new URL(statusUrl);
  const told = { ...others, ...(isSending === true && { status: pathname + search }) };
  const more = JSON.stringify(told).slice(1, -1);
  return more === '' ? html : html.replace(/\{"created":[^}]*/, (before) => `${before},${more}`);
};

/** As a sender writes it. */
export const statusJson = ({ stored = [], failed = [], sending = [], ...status }: ToldStatus): string =>
  encodeStatus({
    state: 'sending',
    sentBytes: 0,
    ...status,
    stored: new Set(stored.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, at) => first + at))),
    failed: new Set(failed),
    sending: new Map(sending),
  });

/** Nothing is stored but the page, as `times` has it. `agoMs`: as if it was made so long ago. */
export async function publishLive(
  bucket: PageBucket,
  given: readonly GivenFile[],
  times: LiveTimes,
  agoMs = 0,
): Promise<LiveShare> {
  const lifetimeSeconds = 273_600;
  const signedAtMs = Date.now() - agoMs;
  const answer = { lifetimeSeconds, signedAtMs };
  const files = given.map(withKey);
  const pageKey = `p/${random()}/index.html`;
  const statusKey = `p/${random()}/status.json`;
  const statusUrl = await bucket.linkTo(statusKey, {
    disposition: 'inline',
    contentType: 'application/json',
    ...answer,
  });
  const template = await sharePageTemplate();
  const rewrite: LiveShare['rewrite'] = async (listed, now, title = 'Holiday pictures') => {
    const asFile = { disposition: 'attachment', contentType: 'application/octet-stream', ...answer };
    const page = {
      title,
      createdAtMs: signedAtMs,
      expiresAtMs: signedAtMs + lifetimeSeconds * 1000,
      files: await Promise.all(
        listed.map(async ({ path, body, key, contentType = 'application/octet-stream' }) => ({
          path,
          sizeBytes: Buffer.byteLength(body),
          contentType,
          url: await bucket.linkTo(key, asFile),
        })),
      ),
    };
    const html = withTimes(buildSharePage(template, page, 'signatures'), now, statusUrl);
    await bucket.store(pageKey, html, 'text/html; charset=utf-8');
  };
  await rewrite(files, times);
  return {
    url: await bucket.linkTo(pageKey, { disposition: 'inline', contentType: 'text/html; charset=utf-8', ...answer }),
    pageKey,
    statusKey,
    files,
    rewrite,
    store: ({ key, body, contentType }) => bucket.store(key, body, contentType),
    tell: (status) => bucket.store(statusKey, statusJson(status), 'application/json'),
  };
}
