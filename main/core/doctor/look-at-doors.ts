// What anonymous requests find at a place of doors, and beside it: the doctor judges the answers.
import type { Connection } from '../model/connection';
import type { DoorPlace } from '../model/door';
import type { Finding } from '../model/examination';
import type { Ports } from '../ports/ports';
import { gives, judgeAcross, lists } from './rules/door-answers';
import { listingWays, pageOriginOf, type PublicWays } from './rules/public-ways';

interface Looking {
  readonly connection: Connection;
  readonly place: DoorPlace;
  readonly ports: Pick<Ports, 'reader'>;
}

/** Where anonymous requests read the object of this key, which has the mark. An address that does not answer opens nothing; `own` must answer. */
export async function whereOpen(
  { connection, ports }: Pick<Looking, 'connection' | 'ports'>,
  { own, others }: PublicWays,
  mark: string,
): Promise<string | undefined> {
  const looks = [own, ...others].map(async (url) => {
    const answer = await ports.reader.read(url, connection).catch((error: unknown) => {
      if (url === own) throw error;
      return undefined;
    });
    return answer !== undefined && gives(answer, mark) ? url : undefined;
  });
  return (await Promise.all(looks)).find((url) => url !== undefined);
}

/** Where anybody can list the doors, whose names are all that keeps others from their links. */
export async function whereListed({ connection, place, ports }: Looking, name: string): Promise<string | undefined> {
  const looks = listingWays(connection, place, place.prefix + name).map(async (url) => {
    const answer = await ports.reader.read(url, connection).catch(() => undefined);
    return answer !== undefined && lists(answer, name) ? url : undefined;
  });
  return (await Promise.all(looks)).find((url) => url !== undefined);
}

/**
 * Reads a door as an open page of a share does that lies at another origin. No finding where both have one origin, which needs nobody's leave. Raises
 * what keeps the address from answering.
 */
export async function readAcross({ connection, place, ports }: Looking, url: string): Promise<readonly Finding[]> {
  const pageOrigin = pageOriginOf(connection);
  if (new URL(url).origin === pageOrigin) return [];
  return [judgeAcross(await ports.reader.read(url, connection, false, pageOrigin), place, pageOrigin)];
}
