// A live page as its recipient finds it: what it says of itself, its status, and what its links answer.
import { gunzipSync } from 'node:zlib';
import type { ItemResult, Shared } from '../../../main/core/model/share-request';
import { parseStatus, type PageStatus } from '../../../main/core/pages/rules/live-page';
import type { RunningApp } from '../app/running-app';

export interface Read {
  readonly times: {
    readonly expires: number;
    readonly revision?: number;
    readonly status?: string;
    readonly forward?: string;
  };
  readonly status: PageStatus | undefined;
  /** What the links of the page answer. */
  readonly files: readonly number[];
}

/** What a recipient finds behind the link. */
export function read({ server }: RunningApp, url: string): Read {
  const answer = server.get(url.replace(/#.*/, ''));
  const html =
    answer.headers['content-encoding'] === 'gzip' ? gunzipSync(answer.body).toString() : answer.body.toString();
  const json = (id: string) => JSON.parse(new RegExp(`id="${id}">(.*)</script>`).exec(html)?.[1] ?? 'null');
  const times = json('times');
  const table = json('data');
  const hrefs: readonly string[] =
    table === null
      ? Array.from(html.matchAll(/href="([^"]+)"/g), ([, href = '']) => href.replaceAll('&amp;', '&'))
      : table.files.map((row: readonly string[]) => {
          const [rest, signature] = row.slice(-3).filter((one) => typeof one === 'string');
          return `${table.folder}${rest}?${table.query}&X-Amz-Signature=${Buffer.from(signature ?? '', 'base64url').toString('hex')}`;
        });
  const asked = times.status === undefined ? undefined : server.get(new URL(times.status, url).href);
  return {
    times,
    status: asked?.status === 200 ? parseStatus(asked.body.toString()) : undefined,
    files: hrefs.map((href) => server.get(new URL(href, url).href).status),
  };
}

export const sharedOf = (result: ItemResult | undefined): Shared => {
  if (result?.ok !== true) throw new Error(`no share: ${result?.failure.code}`);
  return result.shared;
};
