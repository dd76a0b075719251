// What a suite of object stores talks to, opened before its tests and swept after them.
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll } from 'vitest';
import type { Connection, Credentials } from '../../main/core/model/connection';
import type { GuestForm, GuestRequest } from '../fakes/memory-guest-links';
import type { ObjectStore } from '../../main/core/ports/object-store';

export interface Opened {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface Subject {
  readonly connection: Connection;
  readonly credentials: Credentials;
  open(connection: Connection, credentials: Credentials): ObjectStore | Promise<ObjectStore>;
  /** Opens a link anonymously. */
  fetch(url: string, range?: string): Promise<Opened>;
  /** Sends a signed request without credentials. */
  send(request: GuestRequest): Promise<Opened>;
  /** Sends a signed form with its file as a browser does. */
  post(form: GuestForm): Promise<Opened>;
  /** Lets that time pass for the server: by waiting, or by moving its clock. */
  pass(ms: number): Promise<void>;
  /** How many versions and delete markers of exactly this key are stored; in a bucket without versions one or none. */
  kept(key: string): Promise<number>;
  /** Deletes as other programs do: the last version only, which a bucket with versions hides behind a delete marker. */
  hide(key: string): Promise<void>;
  /** Whether the bucket keeps versions. */
  readonly versioned: boolean;
  /** Runs the action while a bucket with versions keeps those it has, and no further ones. */
  whileSuspended(action: () => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

export interface Used {
  /** Both from the first test on. */
  readonly subject: Subject;
  readonly store: ObjectStore;
  readonly keyOf: (rest: string) => string;
  /** Another store, with another connection or other credentials. */
  readonly open: (connection: Partial<Connection>, credentials?: Partial<Credentials>) => Promise<ObjectStore>;
}

export function useSubject(start: () => Promise<Subject>): Used {
  const prefix = `mayfly-suite-${randomBytes(6).toString('hex')}/`;
  const keys = new Set<string>();
  let subject: Subject | undefined;
  let store: ObjectStore | undefined;
  const begun = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error('only from the first test on');
    return value;
  };

  beforeAll(async () => {
    subject = await start();
    store = await subject.open(subject.connection, subject.credentials);
  });
  afterAll(async () => {
    for (const { key, uploadId } of (await store?.listUploads(prefix)) ?? []) await store?.abortUpload(key, uploadId);
    await store?.removeMany([...keys]);
    store?.close();
    await subject?.close();
  });

  return {
    get subject() {
      return begun(subject);
    },
    get store() {
      return begun(store);
    },
    keyOf(rest) {
      keys.add(prefix + rest);
      return prefix + rest;
    },
    open: async (connection, credentials = {}) => {
      const at = begun(subject);
      return at.open({ ...at.connection, ...connection }, { ...at.credentials, ...credentials });
    },
  };
}
