// What the life of a link needs: made once, in compose. A function takes a `Pick` of it.
import type { KeyedMutex } from '../async/keyed-mutex';
import type { Clock } from '../model/system';
import type { Ports } from '../ports/ports';
import type { ConnectionPool } from '../storage/storage';
import type { DoorPorts } from './door-objects';
import type { ShareAccess } from './share-rows';

export type GivingPorts = DoorPorts & Pick<Ports, 'clock' | 'newId' | 'probe'>;

export interface GivenContext {
  readonly ports: GivingPorts;
  readonly known: ShareAccess;
  readonly access: ConnectionPool;
  /** Not re-entrant: verbs and the maintenance take it, with the ID of a share or file request; no function of this room does. */
  readonly mutex: KeyedMutex;
  /** The server's clock. */
  readonly now: Clock;
}
