// Why this exists: secrets and links, planted in everything a person does, and looked for everywhere they must not be.
import { execFileSync } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createScanner, toldOf, type Canary } from '../canary/scan';
import { flows } from './canary-flows';
import { filesBelow, placesOf, recordMessages, type Place } from './canary-places';
import { placePrograms, watchPrograms } from './canary-programs';
import { signaturesIn } from './canary-server';
import {
  connectionId,
  copied,
  handedKeys,
  moveIn,
  openStorages,
  planted,
  shareId,
  show,
  ask,
  type Stage,
} from './canary-stage';
import { expect, launch, quit, test } from './fixtures';

/** What opens an address, and a mail. */
const openers = ['xdg-open', 'xdg-email'] as const;

/** What the app made by itself for the bucket on this computer. */
function secretInKeychain(id: string): string {
  const lookup = ['lookup', 'service', 'Mayfly', 'account', `connection:${id}`];
  const { secretAccessKey } = JSON.parse(execFileSync('secret-tool', lookup, { encoding: 'utf8' })) as {
    readonly secretAccessKey: string;
  };
  return secretAccessKey;
}

test('neither a secret nor a link stays anywhere after everything a person does', async ({
  folder,
  profileDir,
  file,
}) => {
  test.setTimeout(150_000);
  expect(new Set(flows.map(([name]) => name)).size).toBeGreaterThanOrEqual(30);
  const storages = await openStorages(folder);
  const home = join(folder, 'home');
  const keys = 'hand-over-keys';
  const programs = await placePrograms(join(folder, 'programs'), {
    'xdg-open': '',
    'xdg-email': '',
    [keys]: handedKeys,
  });
  const env = {
    ...(await moveIn(home, storages.other.endpoint, join(programs.folder, keys))),
    PATH: `${programs.folder}:${process.env['PATH'] ?? ''}`,
  };
  const start = () => launch({ profileDir, env });
  let mayfly = await start();
  const started = watchPrograms(mayfly.app.process().pid ?? 0, programs.folder);
  try {
    const { app, page } = mayfly;
    const stage: Stage = { app, page, folder, profileDir, env, storages, given: [], said: [], file };
    for (const stream of [app.process().stdout, app.process().stderr])
      stream?.on('data', (chunk: Buffer) => stage.said.push(chunk.toString()));
    const messages = await recordMessages(app);
    for (const [name, run] of flows) {
      await test.step(name, () => run(stage));
    }
    for (const name of openers) await expect.poll(() => signaturesIn(programs.argsOf(name)), name).toHaveLength(1);
    const embedded = secretInKeychain(await connectionId(page, 'This computer'));

    const windows = app.windows();
    expect(windows, 'the window and the shelf').toHaveLength(2);
    const inMemory: Place[] = [['the messages to the windows', await messages()]];
    for (const one of windows) inMemory.push(...(await placesOf(app, one, folder)));
    const dragged = join(profileDir, 'temp', 'dragged');
    const whileRunning = await filesBelow(profileDir, [dragged]);
    await quit(app);

    // Once more, with what the keychain gives back.
    mayfly = await start();
    const again: Stage = { ...stage, ...mayfly };
    const { pid = 0 } = mayfly.app.process();
    const later = watchPrograms(pid, programs.folder);
    await show(mayfly.page, 'Shares');
    const id = await shareId(mayfly.page, 'report.txt');
    await copied(again, () => ask(mayfly.page, 'copyLink', id));
    const afterwards = [...later.places(), ...(await placesOf(mayfly.app, mayfly.page, folder))];
    later.end();
    await quit(mayfly.app);
    expect(await readdir(dragged).catch(() => 'gone')).toBe('gone');

    const given = [...stage.given, ...openers.map(programs.argsOf)].flatMap(signaturesIn);
    const signatures = new Set([...given, ...storages.work.signatures, ...storages.other.signatures]);
    const canaries: readonly Canary[] = [
      ...Object.entries({ ...planted, embedded }).map(([name, value]) => ({ name, value })),
      ...[...signatures].map((value, at) => ({ name: `signature ${at}`, value })),
    ];
    expect(given.length).toBeGreaterThan(20);
    const places: readonly Place[] = [
      ...inMemory,
      ...whileRunning,
      ...afterwards,
      ...started.places(),
      ...[...openers, keys].map((name): Place => [`the environment of ${name}`, programs.environmentOf(name)]),
      ['the arguments of the program that hands over keys', Buffer.from(programs.argsOf(keys))],
      ['what programs printed', Buffer.from(stage.said.join('\n'))],
      ...(await filesBelow(profileDir)),
      ...(await filesBelow(home, [join(home, '.aws')])),
    ];
    const named = places.map(([name]) => name.replace(`${profileDir}/`, ''));
    expect(named).toEqual(expect.arrayContaining(['mayfly.db', 'mayfly.db-wal', 'logs/mayfly.log']));
    const held = (name: string) => places.find(([one]) => one.includes(name))?.[1].toString() ?? '';
    expect(held('the messages'), 'the recording works').toMatch(/"state:changed".*report\.txt/);
    expect(held('the messages'), 'the recording works').toContain('"connections:save"');
    expect(held('the memory of'), 'the snapshot works').toContain('report.txt');
    for (const name of [...openers, keys]) expect(held(`the environment of ${name}`)).toContain(`TMPDIR=${home}`);
    const scanner = createScanner(canaries);
    expect(places.flatMap(([name, bytes]) => toldOf(name, scanner.find(bytes)))).toEqual([]);
  } finally {
    started.end();
    await mayfly.app.close().catch(() => undefined);
    await storages.close();
  }
});
