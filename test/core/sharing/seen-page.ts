// What a recipient finds behind the link of a share.
import { gunzipSync } from 'node:zlib';
import type { ItemResult, Shared } from '../../../main/core/model/share-request';
import type { RunningApp } from '../app/running-app';

export function sharedIn(result: ItemResult | undefined): Shared {
  if (result?.ok !== true) throw new Error(`no share: ${result?.failure.code}`);
  return result.shared;
}

interface SeenPage {
  readonly revision: number;
  /** Name and content, or the status of a link that does not open. */
  readonly files: readonly (readonly [string, string])[];
}

/** Of a page that is not encrypted. */
export function seenPage({ server }: Pick<RunningApp, 'server'>, url: string): SeenPage {
  const answer = server.get(url);
  if (answer.status !== 200) throw new Error(`the page answers ${answer.status}`);
  const html = gunzipSync(answer.body).toString();
  const files = Array.from(html.matchAll(/<a href="([^"]+)"[^>]*><bdi>([^<]*)<\/bdi>/g), ([, href = '', name = '']) => {
    const { status, body } = server.get(new URL(href.replaceAll('&amp;', '&'), url).href);
    return [name, status === 200 ? body.toString() : String(status)] as const;
  });
  return { revision: Number(/"revision":(\d+)/.exec(html)?.[1] ?? 0), files };
}
