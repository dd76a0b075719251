// `share --idempotency-key`: the link of the share that was made by the key, or a new one.
import type { App } from '../../core/app/app';
import type { ItemResult, ShareOptions } from '../../core/model/share-request';

/** Raises what `shareByKey` and `freshLink` raise. */
export async function shareOnce(
  key: string,
  paths: readonly string[],
  options: ShareOptions,
  app: Pick<App, 'shareByKey' | 'freshLink'>,
): Promise<readonly ItemResult[]> {
  const done = await app.shareByKey(key, paths, options);
  if (done.kind === 'shared') return done.results;
  return Promise.all(done.shareIds.map(async (id) => ({ ok: true, shared: await app.freshLink(id) }) as const));
}
