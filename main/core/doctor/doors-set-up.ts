// Sets up where the doors of a connection are: proven before it is saved, and asked again every day whether the shares beside them are private.
import { checkDoorPlace, checkNoOpenDoors, type DoorsDraft } from '../connections/rules/door-place';
import { doorsPolicy, withDoorsPolicy } from '../connections/rules/doors-policy';
import { keyStoreOf, type Connection } from '../model/connection';
import { isPrivacyDue, usualDoorPatienceMs, type DoorPlace, type LeftDoors, type LeftPlace } from '../model/door';
import type { DoorsTest, Finding } from '../model/examination';
import { asFailure, Failure } from '../model/failure';
import type { Written } from '../ports/desktop';
import type { Ports } from '../ports/ports';
import { connectionSaved } from '../state/rules/app-state';
import type { Tell } from '../state/notices';
import type { Store } from '../state/state-store';
import type { ConnectionPool } from '../storage/connection-pool';
import type { OpenConnection } from '../storage/open-connection';
import { failureWords } from '../wording/failure-words';
import type { createDoorsTest } from './doors-test';
import type { LeavePorts } from './leave-doors';
import { createLeftPlaces } from './left-places';
import { settlePolicy } from './place-policy';
import type { ProofOptions } from './prove-doors';
import { policyText } from '../connections/rules/least-privilege';
import { doorsPlace } from './rules/finding-words';
import { doorsAfter, showsShares } from './rules/door-answers';

/** Where doors may be, before there is an address. */
export type DoorsAt = Pick<DoorsDraft, 'bucket' | 'prefix'>;

export interface DoorsWish extends Pick<ProofOptions, 'signal' | 'onProgress'> {
  /** Where; absent for the bucket on this computer, which makes a bucket for them beside its own. */
  readonly draft?: DoorsDraft;
  /** The user knows that open doors stay at their old place until they end. */
  readonly isTold?: boolean;
}

/** All raise `connection-unknown`, what opening the connection raises, and for a place that cannot be `bad-request` and `bucket-name-invalid`. */
export interface DoorsSetUp {
  /** Proves doors at a place and saves nothing. */
  testDoors(connectionId: string, wish: DoorsWish): Promise<DoorsTest>;
  /**
   * Proves doors, and saves the place where they work; `left`: what became of the place where they were before. Raises `doors-in-use` where doors
   * are open at another place.
   */
  saveDoors(connectionId: string, wish: DoorsWish): Promise<DoorsTest & { readonly left?: LeftDoors }>;
  /**
   * Ends the set-up; doors that are open stay until they end. The place is taken out of the public as soon as none is left there: what Mayfly wrote
   * into its bucket's policy goes, and anonymous requests must be refused. Gives what became of it. Raises `doors-in-use`.
   */
  dropDoors(connectionId: string, isTold?: boolean): Promise<LeftDoors | undefined>;
  /**
   * Lets everybody read the doors' bucket or prefix by its policy, beside what the policy has, and reads it back; `there`: it did already. Raises
   * `policy-unsupported`, `access-denied`.
   */
  publishDoors(connectionId: string, draft: DoorsDraft): Promise<'made' | 'there'>;
  /** How the provider makes a public bucket for doors, and the policy for that place; empty for a place that cannot be. */
  doorsGuide(connectionId: string, at: DoorsAt): { readonly where: string; readonly policy: string };
  /** Copies that policy. Raises `clipboard-unavailable`. */
  copyDoorsPolicy(connectionId: string, at: DoorsAt): Promise<Written>;
}

/** For the examination of a connection, and for the upkeep. */
export interface DoorsUpkeep {
  /** Proves the doors of an open connection and keeps the result; no findings where it has none. */
  readonly examineDoors: (open: OpenConnection, options: ProofOptions) => Promise<readonly Finding[]>;
  /** The daily question, and the places that doors have left. */
  readonly askPrivacy: () => Promise<void>;
  /** Before a connection is forgotten with its doors. Never rejects; gives what keeps the place public. */
  readonly leaveForGood: (connectionId: string) => Promise<Failure | undefined>;
}

/** Of the bucket on this computer. */
const ownBucket = 'mayfly-doors';
/** After a question without an answer. */
const askLaterMs = 3_600_000;
/** A policy needs none. */
const anyAddress = 'https://go.example.com';

type Needs = LeavePorts & Pick<Ports, 'log' | 'notifier' | 'clipboard'>;

export function createDoorsSetUp(
  ports: Needs,
  store: Store,
  access: ConnectionPool,
  tell: Tell,
): DoorsSetUp & DoorsUpkeep {
  const { ledger, clock, doorPatienceMs = usualDoorPatienceMs } = ports;
  const latest = new Map<string, number>();

  const knownOf = (connectionId: string): Connection => {
    const known = ledger.connections().find(({ id }) => id === connectionId);
    if (known === undefined) throw new Failure('connection-unknown');
    return known;
  };
  const save = (connection: Connection): Connection => {
    ledger.saveConnection(connection);
    store.apply(connectionSaved(connection, store.get().secrets[connection.id] ?? 'keychain'));
    return connection;
  };
  const withDoors = (connectionId: string, doors: DoorPlace | undefined): Connection => {
    const { doors: _before, ...rest } = knownOf(connectionId);
    return save({ ...rest, ...(doors !== undefined && { doors }) });
  };
  const openDoors = (connectionId: string) =>
    ledger.doors().filter((door) => door.connectionId === connectionId && door.closedAtMs === undefined).length;

  const checked = (connection: Connection, draft: DoorsDraft): DoorPlace =>
    checkDoorPlace(
      draft,
      connection,
      ledger.connections().filter(({ id }) => id !== connection.id),
    );

  const publish = (open: OpenConnection, place: DoorPlace): Promise<'made' | 'there'> =>
    access.withPlace(open, { ...open.connection, bucket: place.bucket }, async ({ objects }) => {
      const policy = doorsPolicy(open.connection, place);
      const change = (present: string | undefined) => withDoorsPolicy(present, policy);
      return (await settlePolicy(objects, place.bucket, change, doorPatienceMs)) ? 'made' : 'there';
    });

  const places = createLeftPlaces(ports, access, knownOf, save);
  /** Saves where the doors are now, and leaves where they were. */
  const leave = async (connectionId: string, now: DoorPlace | undefined): Promise<LeftDoors | undefined> => {
    const { doors: before } = knownOf(connectionId);
    withDoors(connectionId, now);
    const left = await places.move(connectionId, before, now);
    if (left?.failure !== undefined) tell({ kind: 'failure', failure: left.failure });
    return left;
  };

  /** The bucket on this computer makes all of it by itself; its address is that of its server. */
  const ownPlace = async (open: OpenConnection, isUsual: boolean): Promise<DoorPlace> => {
    const { connection } = open;
    if (connection.kind !== 'embedded')
      throw new Failure('bad-request', { reason: 'short links need a bucket and an address' });
    await access.withPlace(open, { ...connection, bucket: ownBucket }, ({ objects }) => objects.createBucket());
    const address = `${connection.endpoint}/${ownBucket}`;
    const place = checked(connection, { bucket: ownBucket, address, isUsual });
    await publish(open, place);
    return place;
  };

  const test = async (...args: Parameters<ReturnType<typeof createDoorsTest>>): Promise<DoorsTest> =>
    (await import('./doors-test')).createDoorsTest(ports)(...args);

  const known = <T>(connectionId: string, action: (open: OpenConnection) => Promise<T>): Promise<T> =>
    access.withConnection({ kind: 'known', connectionId }, action);

  const testDoors = (connectionId: string, { draft, isTold: _told, ...options }: DoorsWish): Promise<DoorsTest> =>
    known(connectionId, async (open) => {
      const isBare = draft === undefined || (draft.bucket === '' && draft.address === '');
      const place = isBare ? await ownPlace(open, draft?.isUsual === true) : checked(open.connection, draft);
      return test(open, place, options);
    });

  /** Takes the doctor's findings into the connection, unless its doors were changed meanwhile; says it where shares became public. */
  const record = (connectionId: string, { place, examination }: DoorsTest): void => {
    const { doors, name } = knownOf(connectionId);
    if (doors === undefined || doors.bucket !== place.bucket || doors.prefix !== place.prefix) return;
    const now = doorsAfter(doors, examination.findings, clock());
    withDoors(connectionId, now);
    if (!showsShares(examination.findings) || doors.publicAtMs !== undefined) return;
    const failure = new Failure('shares-are-public', { connectionName: name });
    tell({ kind: 'failure', failure });
    const { message, next } = failureWords(failure, 'window');
    ports.notifier.show(message, next);
  };

  const ask = (connection: Connection & { readonly doors: DoorPlace }): Promise<void> =>
    known(connection.id, async (open) => {
      const place = open.connection.doors ?? connection.doors;
      record(connection.id, await test(open, place, { privacyAlone: true }));
    });

  const guide = (connectionId: string, at: DoorsAt) => {
    const connection = knownOf(connectionId);
    try {
      const place = checked(connection, { ...at, address: anyAddress });
      return { where: doorsPlace(connection), policy: policyText(doorsPolicy(connection, place)) };
    } catch {
      return { where: doorsPlace(connection), policy: '' };
    }
  };

  return {
    testDoors,

    async saveDoors(connectionId, wish) {
      const before = knownOf(connectionId);
      const tested = await testDoors(connectionId, wish);
      const { place, examination, isProven } = tested;
      if (!isProven) return tested;
      const isElsewhere = before.doors !== undefined && !isSamePlace(before.doors, place);
      if (isElsewhere) checkNoOpenDoors(before, openDoors(connectionId), wish.isTold === true);
      const left = await leave(connectionId, doorsAfter(place, examination.findings, clock()));
      return { ...tested, ...(left !== undefined && { left }) };
    },

    async dropDoors(connectionId, isTold = false) {
      checkNoOpenDoors(knownOf(connectionId), openDoors(connectionId), isTold);
      return leave(connectionId, undefined);
    },

    publishDoors: (connectionId, draft) =>
      known(connectionId, (open) => publish(open, checked(open.connection, draft))),

    doorsGuide: guide,

    async copyDoorsPolicy(connectionId, at) {
      try {
        return await ports.clipboard.write({ text: guide(connectionId, at).policy }, { isAsked: true });
      } catch (error) {
        throw new Failure('clipboard-unavailable', {}, error);
      }
    },

    async examineDoors(open, options) {
      const { id, doors } = open.connection;
      if (doors === undefined) return [];
      const tested = await test(open, doors, options);
      record(id, tested);
      return tested.examination.findings;
    },

    async leaveForGood(connectionId) {
      const left = await leave(connectionId, undefined);
      return left?.failure ?? places.leaveForGood(connectionId);
    },

    async askPrivacy() {
      await places.tend();
      for (const connection of store.get().connections) {
        const { id, doors } = connection;
        if (doors === undefined || !isPrivacyDue(doors, clock())) continue;
        // For keys in a file somebody would have to be asked for the passphrase.
        if (keyStoreOf(connection) !== 'keychain') continue;
        if (clock() < (latest.get(id) ?? 0)) continue;
        latest.set(id, clock() + askLaterMs);
        await ask({ ...connection, doors }).catch((error: unknown) =>
          ports.log.info(`whether shares are private could not be asked (${asFailure(error).code})`),
        );
      }
    },
  };
}

const isSamePlace = (one: LeftPlace, other: LeftPlace): boolean =>
  one.bucket === other.bucket && one.prefix === other.prefix && one.address === other.address;
