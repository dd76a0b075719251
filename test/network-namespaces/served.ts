// A bucket on its owner's computer, served on the network.
import { type Fixture, inUrl, listenOnAll, serve } from '../local-bucket/fixture';
import { presignTarget } from '../local-bucket/signing';

export interface Served extends Fixture {
  /** A signed address of the network for `target`, a path with its query. */
  readonly link: (address: string, target: string, method?: string) => string;
}

/** Serves on these addresses. */
export async function serveOn(...addresses: readonly string[]): Promise<Served> {
  const fixture = await serve();
  await listenOnAll(fixture.bucket, addresses);
  return {
    ...fixture,
    link(address, target, method = 'GET') {
      const host = `${inUrl(address)}:${fixture.bucket.port}`;
      return `http://${host}${presignTarget({ host, target, method, expiresSeconds: 3600 })}`;
    },
  };
}
