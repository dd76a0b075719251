// A bucket on its owner's computer, served on the network.
import { createHash } from 'node:crypto';
import { type Fixture, serve } from '../local-bucket/fixture';
import { presignTarget } from '../local-bucket/signing';

export interface Served extends Fixture {
  /** A signed address of the network for `target`, a path with its query. */
  readonly link: (address: string, target: string, method?: string) => string;
}

/** An address as it stands in a URL. */
export const inUrl = (address: string): string => (address.includes(':') ? `[${address}]` : address);

/** Serves on these addresses. */
export async function serveOn(...addresses: readonly string[]): Promise<Served> {
  const fixture = await serve();
  const results = await fixture.bucket.listenOn(addresses);
  const silent = results.filter(({ state }) => state !== 'listening');
  if (silent.length > 0) throw new Error(`not served: ${JSON.stringify(silent)}`);
  return {
    ...fixture,
    link(address, target, method = 'GET') {
      const host = `${inUrl(address)}:${fixture.bucket.port}`;
      return `http://${host}${presignTarget({ host, target, method, expiresSeconds: 3600 })}`;
    },
  };
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
