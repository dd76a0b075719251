// Doors behind a cache, over real sockets: one that keeps to no-store is beaten, and one that keeps everything is found out.
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { createLinkProbe } from '../../../main/adapters/network/link-probe';
import { doorsPolicy } from '../../../main/core/providers/policies/doors-policy';
import { endDoor, writeDoor, type DoorPorts } from '../../../main/core/given/door-objects';
import type { Door } from '../../../main/core/model/door';
import { rejected } from '../../fakes/failing';
import { sampleCredentials, sampleDoor } from '../../fakes/samples';
import { createTestPorts } from '../../fakes/test-ports';
import { startAddress, type AddressOptions } from '../../ports/door-address';
import type { Subject } from '../../ports/object-store-subject';
import { openReal, startEmbedded } from '../../ports/real-servers';

let subject: Subject;
beforeAll(async () => {
  subject = await startEmbedded({});
  const doors = await subject.open({ ...subject.connection, bucket: 'doors' }, sampleCredentials);
  await doors.createBucket();
  await doors.changeBucketPolicy(() =>
    JSON.stringify(doorsPolicy(subject.connection, { bucket: 'doors', prefix: '' })),
  );
  doors.close();
});
afterAll(() => subject.close());

const hourMs = 3_600_000;
const linkTo = (name: string) => {
  const nowMs = Date.now();
  const url = `https://s3.example.com/files/${name}`;
  return { url, signedAtMs: nowMs, linkEndsAtMs: nowMs + hourMs, untilMs: nowMs + hourMs };
};

/** A door of this address, which visitors ask for as they like. */
async function doorBehind(cache: NonNullable<AddressOptions['cache']>) {
  const { connection, credentials } = subject;
  const front = await startAddress({ to: `${connection.endpoint}/doors`, cache });
  onTestFinished(() => front.close());
  const { ports } = createTestPorts();
  const key = randomBytes(8).toString('hex');
  const { endpoint } = connection;
  const { leaseEndsAtMs: _lease, writtenAtMs: _at, ...row } = sampleDoor;
  const door: Door = { ...row, untilMs: Date.now() + hourMs, endpoint, key, address: `${front.address}/${key}` };
  ports.ledger.saveConnection(connection);
  ports.ledger.saveDoor(door);
  const reader = createLinkProbe();
  const { ledger } = ports;
  const by: DoorPorts = { ledger, openObjectStore: openReal, reader, randomBytes, doorPatienceMs: 200 };
  const open = { connection, credentials };
  return {
    write: (name: string) => writeDoor(door, linkTo(name), open, by),
    end: async () => (await endDoor(door, open, by)).answers,
    seen: async () => /files\/(\w+)|was closed/.exec(await (await fetch(door.address)).text())?.at(0),
  };
}

test('a cache that keeps to no-store shows what was rewritten, and nothing of what was closed', async () => {
  const { write, end, seen } = await doorBehind('polite');
  await write('first');
  expect(await seen()).toBe('files/first');
  expect(await write('second')).toBeDefined();
  expect(await seen()).toBe('files/second');
  const closed = await end();
  expect([closed.status, closed.isCached, await seen()]).toEqual([200, false, 'was closed']);
});

test('a cache that keeps everything is said to have the former door, when it is rewritten and when it is closed', async () => {
  const { write, end, seen } = await doorBehind('forced');
  await write('first');
  expect(await seen()).toBe('files/first');
  expect(await rejected(write('second'))).toMatchObject({ code: 'door-unproven', detail: { status: 200 } });
  const closed = await end();
  // Past it nobody opens the door.
  expect([closed.closedUntilMs !== undefined, closed.isCached, await seen()]).toEqual([true, true, 'files/first']);
});
