// Proves that doors work at a place: written, opened as a page without credentials, rewritten and seen new, deleted and gone. And first that the
// shares are private: a bucket that everybody can read opens every share by its path alone, whatever its link says.
import { setTimeout as wait } from 'node:timers/promises';
import { endpointHost, type Connection, type Credentials } from '../model/connection';
import { doorHeaders, usualDoorPatienceMs, type DoorPlace } from '../model/door';
import { emptyExamination, finding, withFinding, type Examination, type Finding } from '../model/examination';
import { doorSteps, type ExaminationStep } from '../model/examination-steps';
import { asFailure, Failure, failureRules } from '../model/failure';
import type { ObjectStore, ReadAnswer } from '../ports/object-store';
import type { Ports } from '../ports/ports';
import { itemKey, objectKey, pageFolder } from '../model/keys/object-key';
import { doorPage, gives, judgeDeleted, judgeRead, judgeRewritten, showsShares } from './rules/door-answers';
import { publicWays } from './rules/public-ways';
import { readAcross, whereListed, whereOpen } from './look-at-doors';

export type ProofPorts = Pick<Ports, 'openObjectStore' | 'reader' | 'randomBytes' | 'clock'>;

export interface ProofOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (examination: Examination) => void;
  /** Called before objects are stored in a bucket: a later clean-up removes what a killed process left. */
  readonly onStore?: (bucket: string, keys: readonly string[]) => void;
  /** Called once they are removed. */
  readonly onRemoved?: (bucket: string) => void;
  /** Whether the shares are private, and nothing else. */
  readonly privacyAlone?: true;
  /** How long an address may show what was there before; ms. */
  readonly patienceMs?: number;
}

const askEveryMs = 500;

interface Proof {
  readonly connection: Connection;
  readonly credentials: Credentials;
  readonly place: DoorPlace;
  readonly ports: ProofPorts;
  readonly options: ProofOptions;
}

/** `left`: told of objects that could not be removed. */
interface Running extends Proof {
  readonly left: (keys: readonly string[]) => void;
}

/** Runs all steps and removes what it stored. Never rejects: `failure` says that it was cancelled. */
export async function proveDoors(proof: Proof): Promise<Examination> {
  const { connection, ports, options } = proof;
  let examination = emptyExamination(connection, ports.clock());
  const show = (next: Examination) => {
    examination = next;
    options.onProgress?.(examination);
  };
  const found = (one: Finding) => show(withFinding(examination, one));
  const running: Running = {
    ...proof,
    left: ([key = '']) => found(finding('clean-up', 'left-behind', { key })),
  };
  const steps: readonly (readonly [ExaminationStep, () => Promise<readonly Finding[]>])[] = [
    ['shares-private', async () => [await tryPrivacy(running)]],
    ['doors', () => tryDoor(running)],
  ];
  for (const [step, look] of steps) {
    // What would be public with doors is public now: no door is tried.
    if (showsShares(examination.findings) || (step === 'doors' && options.privacyAlone === true)) break;
    show({ ...examination, step });
    try {
      for (const one of await look()) found(one);
    } catch (error) {
      const failure = asFailure(error);
      if (failure.code === 'cancelled') {
        show({ ...examination, failure });
        break;
      }
      found(troubled(step, failure));
    }
  }
  for (const step of doorSteps)
    if (!examination.findings.some((one) => one.step === step)) found(finding(step, 'not-asked'));
  const { step: _over, ...rest } = examination;
  show({ ...rest, endedAtMs: ports.clock() });
  return examination;
}

/** A failure is the finding of its step: a warning, because shares without a door do not need it. */
const troubled = (step: ExaminationStep, { code, detail }: Failure): Finding => ({
  step,
  state: 'warning',
  code,
  facts: detail,
});

/** Raises `cancelled`, and what opening and using the store raises; removes the objects in any case. */
async function withObjects<T>(
  { connection, credentials, ports, options, left }: Running,
  bucket: string,
  keys: readonly string[],
  action: (objects: ObjectStore) => Promise<T>,
): Promise<T> {
  const objects = await ports.openObjectStore({ ...connection, bucket }, credentials, { retries: true });
  // What the server refused to store needs no removal, which it would refuse too.
  const stored = new Set<string>();
  const noting: ObjectStore = {
    ...objects,
    async put(key, ...rest) {
      const isNew = !stored.has(key);
      stored.add(key);
      try {
        return await objects.put(key, ...rest);
      } catch (error) {
        if (isNew && failureRules[asFailure(error).code].kind === 'connection') stored.delete(key);
        throw error;
      }
    },
  };
  try {
    options.onStore?.(bucket, keys);
    try {
      return await action(noting);
    } finally {
      const isGone = await objects.removeMany(keys).then(
        () => true,
        // Versions of it that stay are open to nobody.
        (error: unknown) => asFailure(error).code === 'versions-kept',
      );
      if (isGone || stored.size === 0) options.onRemoved?.(bucket);
      else left([...stored]);
    }
  } finally {
    objects.close();
  }
}

const put = (objects: ObjectStore, key: string, mark: string, signal: AbortSignal) =>
  objects.put(key, doorPage(mark), doorHeaders, { signal });

const never = new AbortController().signal;

/**
 * Reads objects of the shares without credentials, by the server and by the doors' address. Raises `cancelled`, what storing raises, and what
 * keeps the server from answering.
 */
async function tryPrivacy(proof: Running): Promise<Finding> {
  const { connection, place, ports, options } = proof;
  const { signal = never } = options;
  const random = () => ports.randomBytes(16);
  const { keyTemplate: template } = connection;
  const keys = [
    objectKey(connection.prefix, random(), 'mayfly-test.html', { template, nowMs: ports.clock() }),
    itemKey(pageFolder(connection.prefix, random()), 1, 'mayfly-test.html'),
  ];
  const mark = Buffer.from(random()).toString('hex');
  return withObjects(proof, connection.bucket, keys, async (objects) => {
    for (const key of keys) await put(objects, key, mark, signal);
    const looks = keys.map((key) => whereOpen(proof, publicWays(connection, place, key), mark));
    const open = (await Promise.all(looks)).find((url) => url !== undefined);
    if (signal.aborted) throw new Failure('cancelled');
    return open === undefined
      ? finding('shares-private', 'shares-private', { bucket: connection.bucket })
      : finding('shares-private', 'shares-public', { bucket: connection.bucket, host: endpointHost(open) });
  });
}

/**
 * Stores an object at a place that doors have left, and asks for it without credentials until nobody gives it or the patience ends: servers take a
 * while to look at a policy. Gives where it is still given. Raises what storing raises, and what keeps the server from answering.
 */
export async function whereStillOpen(proof: Proof): Promise<string | undefined> {
  const { connection, place, ports, options } = proof;
  const { signal = never, patienceMs = usualDoorPatienceMs } = options;
  const [name, mark] = [ports.randomBytes(16), ports.randomBytes(16)].map((bytes) =>
    Buffer.from(bytes).toString('hex'),
  ) as [string, string];
  const key = place.prefix + name;
  const { own, others } = publicWays({ ...connection, bucket: place.bucket }, place, key);
  const ways = { own, others: [...others, `${place.address}/${name}`] };
  return withObjects({ ...proof, left: () => undefined }, place.bucket, [key], async (objects) => {
    await put(objects, key, mark, signal);
    for (let waitedMs = 0; ; waitedMs += askEveryMs) {
      const url = await whereOpen(proof, ways, mark);
      if (url === undefined || waitedMs >= patienceMs) return url;
      await wait(askEveryMs);
    }
  });
}

/** The steps of a door. Each needs the one before, so the first that goes wrong is the last. */
async function tryDoor(proof: Running): Promise<readonly Finding[]> {
  const { place, ports, options, connection } = proof;
  const { signal = never, patienceMs = usualDoorPatienceMs } = options;
  const [random, first, second] = Array.from({ length: 3 }, () =>
    Buffer.from(ports.randomBytes(16)).toString('hex').slice(0, 16),
  ) as [string, string, string];
  // Among the first of a long list.
  const name = `0000${random}`;
  const key = place.prefix + name;
  const read = async () => {
    if (signal.aborted) throw new Failure('cancelled');
    return ports.reader.read(`${place.address}/${name}`, connection);
  };
  /** Asks until the answer is as it should be, or the patience ends. */
  const until = async (isRight: (answer: ReadAnswer) => boolean): Promise<ReadAnswer> => {
    for (let waitedMs = 0; ; waitedMs += askEveryMs) {
      const answer = await read();
      if (isRight(answer) || waitedMs >= patienceMs) return answer;
      await wait(askEveryMs, undefined, { signal }).catch(() => undefined);
    }
  };
  return withObjects(proof, place.bucket, [key], async (objects) => {
    await put(objects, key, first, signal);
    const opened = judgeRead(await until((answer) => gives(answer, first)), place, first);
    if (opened.state === 'warning') return [opened];
    const listed = await whereListed(proof, name);
    if (listed !== undefined) return [finding('doors', 'doors-listed', { host: endpointHost(listed) })];
    await put(objects, key, second, signal);
    const fresh = judgeRewritten(await until((answer) => gives(answer, second)), place, second);
    if (fresh.state === 'warning') return [opened, fresh];
    const across = await readAcross(proof, `${place.address}/${name}`);
    await objects.remove(key).catch((error: unknown) => {
      if (asFailure(error).code !== 'versions-kept') throw error;
    });
    const gone = judgeDeleted(await until((answer) => !gives(answer, second)), place, [first, second]);
    return [opened, fresh, gone, ...across];
  });
}
