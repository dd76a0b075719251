// The one way to give a link away keeps its order: nothing is saved before the proof, and no short link is written before its row is saved.
import { describe, expect, test } from 'vitest';
import { give, type Giving } from '../../../main/core/given/give';
import type { MadeLink } from '../../../main/core/given/link-to-stored';
import { askedDoorId } from '../../../main/core/given/rules/door-name';
import type { Connection } from '../../../main/core/model/connection';
import type { Door } from '../../../main/core/model/door';
import type { Share } from '../../../main/core/model/share';
import { Failure } from '../../../main/core/model/failure';
import type { Ledger } from '../../../main/core/ports/ledger';
import { rejected } from '../../fakes/failing';
import { newYearMs, sampleConnection, sampleFileRequest, sampleShare } from '../../fakes/samples';
import { openShares } from './open-shares';

const address = 'https://go.example.com';
const connection = { ...sampleConnection, doors: { bucket: 'doors', prefix: '', address, provenAtMs: 1 } };
const hourMs = 3_600_000;

type Step = 'fragment' | 'make' | 'save' | 'door';
type Options = Pick<Giving<Share, MadeLink>, 'door' | 'doorId' | 'isNew' | 'isFirst'> & {
  readonly nowMs?: number;
  readonly key?: string;
  /** Runs before the address of a short link is read. */
  readonly before?: () => void;
};

function openWorld(at: Connection = connection) {
  const world = openShares(at, { doorPatienceMs: 10, newId: () => `d-${(ids += 1)}` });
  let ids = 0;
  world.server.createBucket('doors');
  world.server.addresses.set(at.doors?.address ?? '', 'doors');
  return world;
}

/** Gives a share for an hour, with a note of what happens in its order. `fails`: the step that does. */
function given(fails?: Step, options: Options = { door: '' }, world = openWorld(), of = sampleShare) {
  const done: string[] = [];
  const step = <T>(name: string, value: T): T => {
    done.push(name);
    if (name === fails) throw new Failure('timed-out');
    return value;
  };
  const { ports, known } = world;
  const { nowMs = newYearMs, key = 'key', before, ...rest } = options;
  const reader: typeof ports.reader = {
    read: (url, ...how) => {
      before?.();
      const read = ports.reader.read(url, ...how);
      return url.startsWith(address) ? step('door', read) : read;
    },
  };
  const giving = known.with(of, (open) =>
    give({ ...ports, reader }, open, {
      nowMs: () => nowMs,
      seconds: () => step('seconds', 3_600),
      fragment: () => step('fragment', key === '' ? undefined : key),
      make: () =>
        Promise.resolve(step('make', { url: 'https://s3.example.com/x', expiresAtMs: nowMs + hourMs, verified: true })),
      save({ expiresAtMs, limitedBy, verified }, planDoor) {
        const share: Share = { ...of, expiresAtMs, limitedBy, verified };
        known.save(share, () => {
          planDoor(share);
          step('save', undefined);
        });
        return share;
      },
      ...rest,
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
  expect(door).toMatchObject({
    targetKind: 'share',
    leaseEndsAtMs: newYearMs + hourMs,
    untilMs: newYearMs + hourMs,
  });
});

test('at the server’s time, without a secret where none is said', async () => {
  const { known, ports } = openWorld();
  const giving = known.with(sampleShare, (open) =>
    give(ports, open, {
      seconds: () => 60,
      make: ({ signedAtMs }) => Promise.resolve({ url: `at ${signedAtMs}`, expiresAtMs: 0, verified: true }),
      save: () => sampleShare,
    }),
  );
  expect((await giving).told.url).toBe(`at ${newYearMs}`);
});

// Once a link of such a token was told to live for all the time that was asked for.
test.each([
  ['a session token whose end nobody told', { sessionToken: 'CANARY-token' }, true],
  ['one whose end is told', { sessionToken: 'CANARY-token', expiresAtMs: newYearMs + 2 * hourMs }, undefined],
  ['lasting keys', {}, undefined],
] as const)('the end of a link of %s', async (_what, keys, endUntold) => {
  const { known, ports } = openWorld();
  const giving = known.with(sampleShare, (open) =>
    give(
      ports,
      { ...open, credentials: { ...open.credentials, ...keys } },
      {
        seconds: 60,
        make: () => Promise.resolve({ url: 'https://s3.example.com/x', expiresAtMs: 0, verified: true }),
        save: () => sampleShare,
      },
    ),
  );
  expect((await giving).told.endUntold).toBe(endUntold);
});

test('a lifetime that depends on no time is one', async () => {
  const { known, ports } = openWorld();
  const giving = known.with(sampleShare, (open) =>
    give(ports, open, {
      seconds: 60,
      make: ({ lifetimeSeconds }) =>
        Promise.resolve({ url: `for ${lifetimeSeconds} s`, expiresAtMs: 0, verified: true }),
      save: () => sampleShare,
    }),
  );
  expect((await giving).told.url).toBe('for 60 s');
});

test('a short link ends when its share is taken away, and holds a link that opens the same without a name', async () => {
  const world = openWorld();
  const keepUntilMs = newYearMs + 2 * hourMs;
  const opens = { status: 206, sizeBytes: sampleShare.sizeBytes, contentType: 'application/octet-stream' };
  const answers = { ...opens, contentDisposition: `attachment; filename="report.pdf"; filename*=UTF-8''report.pdf` };
  const ports = { ...world.ports, probe: { ask: () => Promise.resolve(answers) } };
  const { giving, server } = given(undefined, { door: 'party' }, { ...world, ports }, { ...sampleShare, keepUntilMs });
  await giving;
  expect(ports.ledger.doors()).toMatchObject([{ leaseEndsAtMs: newYearMs + hourMs, untilMs: keepUntilMs }]);
  const held = String(server.buckets.get('doors')?.objects.get('party')?.body);
  expect([held.includes('/report.pdf?'), held.includes('https://s3.example.com/x')]).toEqual([true, false]);
});

test('a short link of a file request is of a request', async () => {
  const { known, ports, server } = openWorld();
  ports.ledger.saveFileRequest(sampleFileRequest);
  const link = { url: 'https://s3.example.com/x', expiresAtMs: newYearMs + hourMs, verified: true };
  await known.with(sampleFileRequest, (open) =>
    give(ports, open, {
      seconds: () => 3_600,
      make: () => Promise.resolve(link),
      save(_made, planDoor) {
        planDoor(sampleFileRequest);
        return sampleFileRequest;
      },
      door: 'party',
    }),
  );
  expect(ports.ledger.doors()).toMatchObject([{ targetKind: 'request', untilMs: sampleFileRequest.expiresAtMs }]);
  expect(String(server.buckets.get('doors')?.objects.get('party')?.body)).toContain(link.url);
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

describe('a short link that cannot be opened', () => {
  test('is taken away and told, and the link is given all the same', async () => {
    let reads = 0;
    const before = () => {
      reads += 1;
      if (reads === 1) throw new Failure('timed-out');
    };
    const { giving, ports, server } = given(undefined, { door: '', before });
    const { told, row } = await giving;
    expect([told.url, told.doorFailure?.code]).toEqual(['https://s3.example.com/x#key', 'timed-out']);
    expect([ports.ledger.share(row.id)?.id, ports.ledger.doors()]).toEqual([sampleShare.id, []]);
    expect(server.buckets.get('doors')?.objects.size).toBe(0);
  });

  test('nor seen to be gone is left to the maintenance', async () => {
    const { giving, ports, server } = given('door');
    expect((await giving).told.doorFailure?.code).toBe('timed-out');
    expect([ports.ledger.doors().length, ports.ledger.doorsTo(sampleShare.id)]).toEqual([1, []]);
    expect(server.buckets.get('doors')?.objects.size).toBe(0);
  });
});

test('a short link is made only where it is asked for, and without a secret no fragment', async () => {
  const { giving, done, ports } = given(undefined, { key: '' });
  const { told } = await giving;
  expect(told).toStrictEqual({ url: 'https://s3.example.com/x', connectionName: connection.name });
  expect([done, ports.ledger.doors()]).toEqual([['seconds', 'fragment', 'make', 'save'], []]);
});

test('a name that was taken meanwhile is told, and the link is given all the same', async () => {
  const { ports, ...world } = given(undefined, { door: 'party' });
  await world.giving;
  const other = { ...sampleShare, id: 's-other' };
  const { told } = await given(undefined, { door: 'party' }, { ports, ...world }, other).giving;
  expect([told.url, told.doorFailure?.code, ports.ledger.doorsTo('s-other')]).toEqual([
    'https://s3.example.com/x#key',
    'door-name-taken',
    [],
  ]);
});

describe('a short link that is there', () => {
  async function written(doors: readonly string[] = ['party']) {
    const world = openWorld();
    for (const door of doors) await given(undefined, { door }, world).giving;
    const again = (options: Options, fails?: Step, of = sampleShare, known = world.known) =>
      given(fails, options, { ...world, known }, of);
    return { ...world, again, ids: world.ports.ledger.doors().map(({ id }) => id) };
  }
  const party = `${address}/party`;

  test('leads to another share, and says so', async () => {
    const { again, ids, ports } = await written();
    const { told } = await again({ door: askedDoorId(ids[0] ?? '') }, undefined, { ...sampleShare, id: 's-other' })
      .giving;
    expect(told).toMatchObject({ url: `${party}#key`, pointedDoor: party, doorId: ids[0] });
    expect(ports.ledger.doorsTo('s-other')).toMatchObject([{ address: party, leaseEndsAtMs: newYearMs + hourMs }]);
  });

  test('that could not be made to lead there is not given: it opens the former share', async () => {
    const { again, ids } = await written();
    const { told } = await again({ door: askedDoorId(ids[0] ?? '') }, 'door', { ...sampleShare, id: 's-other' }).giving;
    expect([told.url, told.doorFailure?.code, told.pointedDoor]).toEqual([
      'https://s3.example.com/x#key',
      'timed-out',
      undefined,
    ]);
  });

  test('that is closed while it is made to lead there is not given', async () => {
    const { again, ids, ports } = await written();
    const [id = ''] = ids;
    const before = () => {
      const door = ports.ledger.door(id);
      if (door !== undefined) ports.ledger.saveDoor({ ...door, closedAtMs: newYearMs });
    };
    const { told } = await again({ door: askedDoorId(id), before }, undefined, { ...sampleShare, id: 's-other' })
      .giving;
    expect(told).toStrictEqual({ url: 'https://s3.example.com/x#key', connectionName: connection.name });
  });

  test('that could not be made to lead there is told, and the one that does is given', async () => {
    const { again, ports } = await written(['one']);
    const other = { ...sampleShare, id: 's-other' };
    await again({ door: 'two' }, undefined, other).giving;
    const [two] = ports.ledger.doorsTo('s-other');
    const { told } = await again({ door: askedDoorId(two?.id ?? '') }, 'door').giving;
    expect([told.url, told.doorFailure?.code]).toEqual([`${address}/one#key`, 'timed-out']);
    expect(told).not.toHaveProperty('pointedDoor');
  });

  test('is given as it is until it is due, and gets a new link at once where that is another one', async () => {
    const { again } = await written();
    const [early, due, isNew] = [again({}), again({ nowMs: newYearMs + hourMs / 2 }), again({ isNew: () => true })];
    for (const [{ giving, done }, isWritten] of [
      [early, false],
      [due, true],
      [isNew, true],
    ] as const) {
      const { told } = await giving;
      expect([told.url, told.pointedDoor, done.includes('door')]).toEqual([`${party}#key`, undefined, isWritten]);
    }
  });

  test('still leads to its former link where that lives and the new one cannot be written', async () => {
    const { again, ports } = await written();
    const { told } = await again({ isNew: () => true }, 'door').giving;
    expect([told.url, told.doorFailure?.code]).toEqual([`${party}#key`, 'timed-out']);
    expect(ports.ledger.doorsTo(sampleShare.id)).toMatchObject([{ address: party, leaseEndsAtMs: newYearMs + hourMs }]);
  });

  test('whose link has ended is not given where the new one cannot be written, and stays', async () => {
    const { again, ports } = await written();
    const { told } = await again({ nowMs: newYearMs + hourMs }, 'door').giving;
    expect([told.url, told.doorFailure?.code]).toEqual(['https://s3.example.com/x#key', 'timed-out']);
    expect(ports.ledger.doorsTo(sampleShare.id)).toMatchObject([{ address: party }]);
  });

  test('alone gets the link where it is asked for, else the newest is given', async () => {
    const { again, ids } = await written(['one', 'two']);
    const of = async (options: Options) => (await again(options).giving).told;
    expect((await of({})).url).toBe(`${address}/two#key`);
    for (const [index, name] of ['two', 'one'].entries()) {
      const doorId = ids[index] ?? '';
      expect(await of({ doorId })).toMatchObject({ url: `${address}/${name}#key`, doorId });
    }
  });

  test.each<[string, Partial<Door>]>([
    ['writes', { leaseEndsAtMs: newYearMs + hourMs }],
    ['closes', { closedAtMs: newYearMs - 1 }],
  ])('that another process %s while this one cannot write it is left to it', async (_what, change) => {
    const { ports, ...world } = openWorld();
    let isFirstRead = true;
    const before = () => {
      const [door] = ports.ledger.doors();
      if (!isFirstRead || door === undefined) return;
      isFirstRead = false;
      ports.ledger.saveDoor({ ...door, ...change });
      throw new Failure('timed-out');
    };
    const { told } = await given(undefined, { door: 'party', before }, { ports, ...world }).giving;
    expect(told.doorFailure?.code).toBe('timed-out');
    expect(ports.ledger.doors()).toMatchObject([{ address: party, ...change }]);
  });

  test.each<[string, (door: Door, ledger: Ledger) => void]>([
    ['closed', (door, ledger) => ledger.saveDoor({ ...door, closedAtMs: newYearMs })],
    ['pointed elsewhere', (door, ledger) => ledger.saveDoor({ ...door, targetId: 's-other' })],
    ['forgotten', ({ id }, ledger) => ledger.forgetDoor(id)],
  ])('that is %s while an older one is written keeps its row, and is not given', async (_what, change) => {
    const { again, ids, ports } = await written(['one', 'two']);
    const [id = ''] = ids;
    let present: Door | undefined;
    let isFirstRead = true;
    const before = () => {
      const two = ports.ledger.door(id);
      if (!isFirstRead || two === undefined) return;
      isFirstRead = false;
      change(two, ports.ledger);
      present = ports.ledger.door(id);
    };
    const { told } = await again({ isNew: () => true, before }).giving;
    expect([told.url, ports.ledger.door(id)]).toEqual([`${address}/one#key`, present]);
  });

  test('gets no link that is a row’s first, unless it is made with it', async () => {
    const { again } = await written();
    const first = { isNew: () => true, isFirst: true };
    const alone = again(first);
    expect([(await alone.giving).told.url, alone.done.includes('door')]).toEqual([
      'https://s3.example.com/x#key',
      false,
    ]);
    expect((await again({ ...first, door: 'beside' }).giving).told.url).toBe(`${address}/beside#key`);
  });

  test('of before a rule without short links keeps its link, and is not given', async () => {
    const { again, known } = await written();
    const organisation = { without: ['shortLinks'] } as const;
    const ruled: typeof known = {
      ...known,
      with: (of, action) =>
        known.with(of, (open) => action({ ...open, connection: { ...open.connection, organisation } })),
    };
    const { giving, done } = again({ isNew: () => true }, undefined, sampleShare, ruled);
    expect([(await giving).told.url, done.includes('door')]).toEqual(['https://s3.example.com/x#key', false]);
  });

  test('of the bucket on this computer that is closed while an older one is written at its new address stays closed', async () => {
    const doors = { ...connection.doors, address: 'http://127.0.0.1:20001' };
    const here = { ...connection, kind: 'embedded', doors, endpoint: doors.address } as const;
    const moved = { ...here, shareEndpoint: 'http://192.0.2.1:20001' };
    const world = openWorld(here);
    world.server.addresses.set(moved.shareEndpoint, 'doors');
    for (const door of ['one', 'two']) await given(undefined, { door }, world).giving;
    let [newest] = world.ports.ledger.doors();
    const before = () => {
      if (newest !== undefined) world.ports.ledger.saveDoor({ ...newest, closedAtMs: newYearMs });
      newest = undefined;
    };
    const known: typeof world.known = {
      ...world.known,
      with: (of, action) => world.known.with(of, (open) => action({ ...open, connection: moved })),
    };
    const { told } = await given(undefined, { before }, { ...world, known }).giving;
    expect(told.url).toBe(`${moved.shareEndpoint}/one#key`);
    expect(world.ports.ledger.doorsTo(sampleShare.id)).toMatchObject([{ address: `${moved.shareEndpoint}/one` }]);
  });
});
