// The one way to give a link away keeps its order: nothing is saved before the proof, and no short link is written before its row is saved.
import { expect, test } from 'vitest';
import { give } from '../../../main/core/given/give';
import type { Share } from '../../../main/core/model/share';
import { Failure } from '../../../main/core/model/failure';
import { rejected } from '../../fakes/failing';
import { newYearMs, sampleConnection, sampleShare } from '../../fakes/samples';
import { openShares } from './open-shares';

const address = 'https://go.example.com';
const connection = { ...sampleConnection, doors: { bucket: 'doors', prefix: '', address, provenAtMs: 1 } };
const hourMs = 3_600_000;

/** Gives `sampleShare`, with a note of what happens in its order. `fails`: the step that does. */
function given(fails?: 'fragment' | 'make' | 'save' | 'door') {
  const done: string[] = [];
  const step = <T>(name: string, value: T): T => {
    done.push(name);
    if (name === fails) throw new Failure('timed-out');
    return value;
  };
  const world = openShares(connection, { doorPatienceMs: 10 });
  const { server, ports, known } = world;
  server.createBucket('doors');
  server.addresses.set(address, 'doors');
  const { read } = ports.reader;
  const reader: typeof ports.reader = {
    read: (...of) => (of[0].startsWith(address) ? step('door', read(...of)) : read(...of)),
  };
  const giving = known.with(sampleShare, (open) =>
    give({ ...ports, reader }, open, {
      nowMs: () => newYearMs,
      seconds: () => step('seconds', 3_600),
      fragment: () => step('fragment', 'key'),
      make: () =>
        Promise.resolve(
          step('make', { url: 'https://s3.example.com/x', expiresAtMs: newYearMs + hourMs, verified: true }),
        ),
      save({ expiresAtMs, limitedBy, verified }, planDoor) {
        const share: Share = { ...sampleShare, expiresAtMs, limitedBy, verified };
        known.save(share, () => {
          planDoor(share);
          step('save', undefined);
        });
        return share;
      },
      door: '',
    }),
  );
  return { ...world, done, giving };
}

test('lifetime, fragment, link, row, short link', async () => {
  const { giving, done, ports } = given();
  const { row, told } = await giving;
  const [door] = ports.ledger.doorsTo(row.id);
  expect(done).toEqual(['seconds', 'fragment', 'make', 'save', 'door']);
  expect([told.url, told.doorId, told.connectionName]).toEqual([`${door?.address}#key`, door?.id, connection.name]);
  expect(door).toMatchObject({ leaseEndsAtMs: newYearMs + hourMs, untilMs: newYearMs + hourMs });
});

test.each(['fragment', 'make', 'save'] as const)(
  'where %s fails nothing is saved, and no short link is stored',
  async (fails) => {
    const { giving, ports, server, done } = given(fails);
    expect((await rejected(giving)).code).toBe('timed-out');
    expect([ports.ledger.share(sampleShare.id), ports.ledger.doors(), done.at(-1)]).toEqual([undefined, [], fails]);
    expect(server.buckets.get('doors')?.objects.size).toBe(0);
  },
);

test('a short link that cannot be opened is taken away and told, and the link is given all the same', async () => {
  const { giving, ports, server } = given('door');
  const { told, row } = await giving;
  expect([told.url, told.doorFailure?.code]).toEqual(['https://s3.example.com/x#key', 'timed-out']);
  expect([ports.ledger.share(row.id)?.id, ports.ledger.doorsTo(row.id)]).toEqual([sampleShare.id, []]);
  expect(server.buckets.get('doors')?.objects.size).toBe(0);
});
