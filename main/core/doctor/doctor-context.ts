// What the doctor works with, and what it remembers while this process runs.
import type { PasteBuffer, ProfileCredentials, Vault } from '../credentials/credentials';
import type { Connection, Credentials } from '../model/connection';
import type { LeftPlace } from '../model/door';
import type { Examination } from '../model/examination';
import type { Clock } from '../model/system';
import type { Ports } from '../ports/ports';
import { connectionOf, connectionSaved } from '../state/rules/app-state';
import type { Store, Tell } from '../state/state';
import type { JudgedPool } from '../storage/storage';

export interface DoctorNeeds {
  readonly ports: Ports;
  readonly store: Store;
  readonly access: JudgedPool;
  readonly tell: Tell;
  /** Unix ms by the server's clock. */
  readonly now: Clock;
  readonly vault: Vault;
  readonly profiles: ProfileCredentials;
  readonly pastes: PasteBuffer;
  /** The intake key of a connection. Raises `intake-key-missing`, and what reading a secret raises. */
  readonly intake: (connection: Connection) => Promise<Credentials>;
}

export interface RunningExamination {
  readonly cut: AbortController;
  readonly result: Promise<Examination>;
}

export interface DoctorContext extends DoctorNeeds {
  /** By the id of the examination in the state. */
  readonly running: Map<string, RunningExamination>;
  /** Unix ms, by connection: when a failed upload had it examined. */
  readonly examinedAtMs: Map<string, number>;
  /** The connections whose doors are being set up. */
  readonly beingMade: Set<string>;
}

export const doctorContext = (needs: DoctorNeeds): DoctorContext => ({
  ...needs,
  running: new Map(),
  examinedAtMs: new Map(),
  beingMade: new Set(),
});

/** Objects of a killed examination are removed after so long, ms; no examination takes that long. */
export const orphanMs = 10 * 60_000;

type Rows = Pick<DoctorContext, 'store'> & { readonly ports: Pick<Ports, 'ledger'> };

/** As the ledger has it. Raises `connection-unknown`. */
export const rowOf = ({ ports }: Rows, connectionId: string): Connection =>
  connectionOf(ports.ledger.connections(), connectionId);

export function saveRow({ ports, store }: Rows, connection: Connection): void {
  ports.ledger.saveConnection(connection);
  store.apply(connectionSaved(connection, store.get().secrets[connection.id] ?? 'keychain'));
}

export const isSameFolder = (one: LeftPlace, other: LeftPlace): boolean =>
  one.bucket === other.bucket && one.prefix === other.prefix;
