// Why this exists: whether a connection can do what Mayfly needs, found out by doing it once, and cleaned up afterwards.
import { contentDisposition } from '../domain/disposition';
import { endpointHost, type Connection } from '../domain/connection';
import { asFailure, Failure } from '../domain/failure';
import { provesLink } from '../domain/link-proof';
import { objectKey } from '../domain/object-key';
import type { ConnectionTest } from './app';
import type { Ports } from './ports';
import type { ObjectStore } from './object-store';

const content = Buffer.from('Mayfly tested this connection. This object can be deleted.\n');
const contentType = 'text/plain';
const proofLifetimeSeconds = 60;

/** Lists, stores a small object under a key of its own, opens a link to it as a stranger, deletes it. Never rejects. */
export async function testStore(
  connection: Connection,
  objects: ObjectStore,
  { probe, randomBytes }: Pick<Ports, 'probe' | 'randomBytes'>,
): Promise<ConnectionTest> {
  const findings: { readonly ok: boolean; readonly text: string }[] = [];
  const found = (text: string) => findings.push({ ok: true, text });
  const key = objectKey(connection.prefix, randomBytes(16), 'mayfly-test.txt');
  const disposition = contentDisposition('attachment', 'mayfly-test.txt');
  const signal = AbortSignal.timeout(60_000);
  let stored = false;
  try {
    await listing(objects, connection, found);
    await objects.put(key, content, { contentType, contentDisposition: disposition }, { signal });
    stored = true;
    found('A file can be stored.');
    const { url } = await objects.link({
      key,
      lifetimeSeconds: proofLifetimeSeconds,
      responseContentType: contentType,
      responseContentDisposition: disposition,
    });
    const seen = await probe.ask(url);
    if (!provesLink(seen, content.length)) throw new Failure('link-unproven', { status: seen.status });
    found('Its link opens without an account.');
    await objects.remove(key);
    stored = false;
    found('It can be deleted, so links can be taken back.');
    return { findings };
  } catch (error) {
    if (stored) await objects.remove(key).catch(() => undefined);
    return { findings, failure: asFailure(error) };
  }
}

async function listing(objects: ObjectStore, connection: Connection, found: (text: string) => void): Promise<void> {
  const host = endpointHost(connection.endpoint);
  try {
    await objects.checkBucket();
    found(`${host} answers, and the bucket “${connection.bucket}” is there.`);
  } catch (error) {
    // A key that may only write and read single objects is a fine key for sharing.
    if (asFailure(error).code !== 'access-denied') throw error;
    found(`${host} answers. The key may not list the bucket, which sharing does not need.`);
  }
}
