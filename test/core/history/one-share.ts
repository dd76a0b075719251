// Most verbs over shares begin with an app that has shared one file for an hour.
import type { Share, ShareItem } from '../../../main/core/model/share';
import type { RunningApp, Start } from '../app/running-app';
import { startsApps } from '../app/starts-apps';

export interface OneShare extends RunningApp {
  readonly share: Share;
  readonly url: string;
}

/** As `startsApps`, each with `a.txt` (`abc`) shared for an hour. */
export function startsWithOneShare(): (options?: Start) => Promise<OneShare> {
  const start = startsApps();
  return async (options) => {
    const started = await start(options);
    started.files.put('/home/a.txt', 'abc');
    const [result] = await started.app.shareItems(['/home/a.txt'], { copy: false, lifetimeSeconds: 3_600 });
    if (result?.ok !== true) throw new Error('nothing was shared');
    return { ...started, share: result.shared.share, url: result.shared.url };
  };
}

/** A page share whose objects lie in the bucket: three files, its page, and the page of an earlier link. */
export function putPage({ bucket, ports, share }: OneShare, change: Partial<Share> = {}): Share {
  const [object] = bucket.objects.values();
  if (object === undefined) throw new Error('nothing is stored');
  const page: Share = {
    ...share,
    id: 's-page',
    kind: 'page',
    key: 'p/new/index.html',
    name: 'Photos',
    fileCount: 3,
    ...change,
  };
  ports.ledger.saveShare(page);
  const objects: readonly (readonly [ShareItem['role'], string])[] = [
    ['file', 'f/x/0/a'],
    ['file', 'f/x/1/b'],
    ['file', 'f/x/2/c'],
    ['page', 'p/old/index.html'],
    ['page', page.key],
  ];
  for (const [position, [role, key]] of objects.entries()) {
    bucket.objects.set(key, object);
    const item = { shareId: page.id, role, key, path: key.slice(-1), sizeBytes: 3, contentType: 'text/plain' };
    ports.ledger.saveItem({ ...item, storedCheck: 'md5' }, position);
  }
  return page;
}
