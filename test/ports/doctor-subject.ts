// What the suites of the doctor share: how one is run, what is looked at, and a server behind a wall for every test.
import { randomBytes } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { directNetwork } from '../../main/adapters/network/network';
import { createServerProbeFactory } from '../../main/adapters/s3/probe/s3-probe';
import type { Connection, Credentials } from '../../main/core/model/connection';
import type { Examination, FindingCode } from '../../main/core/model/examination';
import { examine, type ExaminationOptions } from '../../main/core/doctor/examine';
import './localhost-names';
import type { Subject } from './object-store-subject';
import { startEmbedded } from './real-servers';
import { answer, errorBody, type Script } from './scripted-server';
import { startWall, type Operation, type Wall } from './wall';

/** For servers that fall silent. Others get the time that a busy machine needs. */
const hasty = createServerProbeFactory(Date.now, directNetwork, { connectMs: 15_000, silenceMs: 2_000 });
const patient = createServerProbeFactory(Date.now, directNetwork, { connectMs: 5_000, silenceMs: 20_000 });

export const look = (
  connection: Connection,
  credentials: Credentials,
  options?: ExaminationOptions,
  openServerProbe = patient,
): Promise<Examination> => examine(connection, credentials, { openServerProbe, randomBytes, clock: Date.now }, options);

export const codesOf = ({ findings }: Examination): Readonly<Record<string, FindingCode>> =>
  Object.fromEntries(findings.map(({ step, code }) => [step, code]));

/** Everything that is stored below a prefix: uploads and versions too. */
export async function whatIsLeft(subject: Subject, prefix: string): Promise<readonly string[]> {
  const store = await subject.open(subject.connection, subject.credentials);
  try {
    const { objects } = await store.list(prefix, { limit: 1_000 });
    const uploads = await store.listUploads(prefix);
    return [...objects.map(({ key }) => key), ...uploads.map(({ key }) => `${key} (upload)`)];
  } finally {
    store.close();
  }
}

export const plain = (front: Wall): Promise<Subject> => startEmbedded({}, '127.0.0.1', front);
export const byName = (front: Wall): Promise<Subject> => startEmbedded({}, 'localhost', front);

export interface Walled {
  readonly subject: Subject;
  readonly wall: Wall;
  readonly connection: Connection;
  /** Examined behind the wall, with these changes to the connection. */
  readonly look: (change?: Partial<Connection>, options?: ExaminationOptions) => Promise<Examination>;
  /** Everything that is stored, the wall being open. */
  readonly left: () => Promise<readonly string[]>;
}

/** A server behind a wall, until the end of the test. */
export async function walled(start: (front: Wall) => Promise<Subject> = plain): Promise<Walled> {
  const wall = await startWall();
  onTestFinished(() => wall.close());
  const subject = await start(wall);
  onTestFinished(() => subject.close());
  const connection = { ...subject.connection, prefix: 'mine/' };
  wall.open();
  return {
    subject,
    wall,
    connection,
    look: (change = {}, options = {}) => look({ ...connection, ...change }, subject.credentials, options, hasty),
    left() {
      wall.open();
      return whatIsLeft(subject, '');
    },
  };
}

export const denied = answer(403, errorBody('AccessDenied'));
export const unknownOperation = answer(501, errorBody('NotImplemented'));
export const refusing =
  (script: Script, ...operations: readonly Operation[]): Wall['refuse'] =>
  ({ operation }) =>
    operations.includes(operation) ? script : undefined;
