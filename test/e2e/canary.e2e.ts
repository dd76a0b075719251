// Secrets and links, planted in everything a person does, and looked for everywhere they must not be.
import { execFileSync } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createScanner, toldOf, type Canary } from '../canary/scan';
import { flows } from './canary-flows';
import { placesOf, recordMessages, watchFiles, type Files, type Place } from './canary-places';
import { leaveBehind, leaveInFreePages, leaveInLedger, type Plant } from './canary-plants';
import { placePrograms, watchPrograms } from './canary-programs';
import { signaturesIn } from './canary-server';
import * as steps from './canary-stage';
import { test } from './desktop-test';
import { expect, launch, quit, type LaunchOptions, type Mayfly } from './fixtures';

/** What opens an address, and a mail. */
const openers = ['xdg-open', 'xdg-email'] as const;
const keyProgram = 'hand-over-keys';

/** What the app made by itself for the bucket on this computer. */
function secretInKeychain(id: string): string {
  const lookup = ['lookup', 'service', 'Mayfly', 'account', `connection:${id}`];
  const { secretAccessKey } = JSON.parse(execFileSync('secret-tool', lookup, { encoding: 'utf8' })) as {
    readonly secretAccessKey: string;
  };
  return secretAccessKey;
}

interface Watched extends Mayfly {
  /** Quits, and gives what was in messages, windows and the programs it started. */
  end(folder: string, files: Files): Promise<readonly Place[]>;
}

/** Starts the app, and looks on from then on; what it prints is written to `said`. */
async function launchWatched(options: LaunchOptions, said: string[], told: string): Promise<Watched> {
  const { app, page } = await launch(options);
  const programs = watchPrograms(app.process().pid ?? 0, told);
  for (const stream of [app.process().stdout, app.process().stderr])
    stream?.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  const messages = await recordMessages(app);
  return {
    app,
    page,
    async end(folder, files) {
      const places: Place[] = [];
      for (const one of app.windows()) places.push(...(await placesOf(app, one, folder)));
      places.push(['the messages to the windows', await messages()], ...programs.places());
      programs.end();
      await files.look();
      await quit(app);
      await files.look();
      return places;
    },
  };
}

/** The findings that are not plants, and the places where a plant was not found. */
function search(places: readonly Place[], canaries: readonly Canary[], plants: readonly Plant[]) {
  const scanner = createScanner([...canaries, ...plants.map(({ canary }) => canary)]);
  const names = new Set(canaries.map(({ name }) => name));
  const found = places.map(([place, bytes]) => [place, scanner.find(bytes)] as const);
  const isFound = ({ place, canary }: Plant) =>
    found.some(([where, all]) => where.includes(place) && all.some((one) => one.canary === canary.name));
  return {
    findings: found.flatMap(([place, all]) =>
      toldOf(
        place,
        all.filter(({ canary }) => names.has(canary)),
      ),
    ),
    missed: plants.filter((plant) => !isFound(plant)).map(({ canary }) => canary.name),
  };
}

test('neither a secret nor a link stays anywhere after everything a person does @x11 @deep', async ({
  desktop,
  folder,
  profileDir,
  file,
}) => {
  test.setTimeout(240_000);
  expect(new Set(flows.map(([name]) => name)).size).toBeGreaterThanOrEqual(30);
  const storages = await steps.openStorages(folder);
  const printed = { 'xdg-open': '', 'xdg-email': '', [keyProgram]: steps.handedKeys };
  const programs = await placePrograms(join(folder, 'programs'), printed);
  const home = join(folder, 'home');
  const env = {
    ...(await steps.moveIn(home, storages.other.endpoint, join(programs.folder, keyProgram))),
    PATH: `${programs.folder}:${process.env['PATH'] ?? ''}`,
  };
  const files = watchFiles(folder, ['profile', 'home'], ['profile/temp/dragged', 'home/.aws']);
  const given: string[] = [];
  const said: string[] = [];
  const shown: Place[] = [];
  const start = () => launchWatched({ profileDir, env }, said, programs.folder);
  let mayfly = await start();
  const stageOf = ({ app, page }: Mayfly): steps.Stage => ({
    app,
    page,
    desktop,
    folder,
    profileDir,
    env,
    storages,
    given,
    said,
    file,
  });
  try {
    const stage = stageOf(mayfly);
    for (const [name, run] of flows) {
      await test.step(name, () => run(stage));
      await files.look();
      shown.push([`the page after “${name}”`, Buffer.from(await stage.page.content())]);
    }
    for (const name of openers) await expect.poll(() => programs.argsOf(name), name).not.toBe('');
    expect(programs.argsOf('xdg-open')).toMatch(/http:\/\/127\.0\.0\.1:\d+\/[\w-]{22}/);
    const embedded = secretInKeychain(await steps.connectionId(mayfly.page, 'This computer'));
    expect(mayfly.app.windows(), 'the window and the shelf').toHaveLength(2);
    const plants = await leaveBehind(mayfly.app);
    const inLog = await leaveInLedger((text) =>
      steps.ask(stage.page, 'settings:save', { linkTemplate: `{link} ${text}` }),
    );
    const first = await mayfly.end(folder, files);

    // Once more, with what the keychain gives back.
    mayfly = await start();
    const id = await steps.shareId(mayfly.page, 'report.txt');
    await steps.copied(stageOf(mayfly), () => steps.ask(mayfly.page, 'shares:copy-link', { shareId: id }));
    const second = await mayfly.end(folder, files);
    expect(await readdir(join(profileDir, 'temp', 'dragged')).catch(() => [])).toEqual([]);
    const inFreePages = leaveInFreePages(join(profileDir, 'mayfly.db'));
    await files.look();

    const allowed = given.flatMap(signaturesIn);
    expect(allowed.length).toBeGreaterThan(20);
    const signatures = new Set([...allowed, ...storages.work.signatures, ...storages.other.signatures]);
    const canaries = [
      ...Object.entries({ ...steps.planted, embedded }).map(([name, value]) => ({ name, value })),
      ...[...signatures].map((value, at) => ({ name: `signature ${at}`, value })),
    ];
    const places: readonly Place[] = [
      ...first,
      ...second,
      ...shown,
      ...files.places(),
      ...[...openers, keyProgram].map((name) => [`the environment of ${name}`, programs.environmentOf(name)] as const),
      ...[...openers, keyProgram].map(
        (name) => [`the arguments of ${name}`, Buffer.from(programs.argsOf(name))] as const,
      ),
      ['what was printed, saved or shown', Buffer.from(said.join('\n'))],
    ];
    const held = (name: string) => places.find(([one]) => one === name)?.[1].toString() ?? '';
    expect(held('the messages to the windows'), 'pushes').toMatch(/"state:changed".*report\.txt/);
    expect(held('the messages to the windows'), 'answers').toContain('"connections:save"');
    expect(held('what was printed, saved or shown'), 'tray and notification').toMatch(/Share clipboard.*Link copied/);
    for (const name of [...openers, keyProgram]) expect(held(`the environment of ${name}`)).toContain(`TMPDIR=${home}`);
    expect(held(`the arguments of ${keyProgram}`)).toContain(programs.folder);
    const { findings, missed } = search(places, canaries, [...plants, inLog, inFreePages]);
    expect(findings).toEqual([]);
    expect(missed, 'what was left behind is found').toEqual([]);
  } finally {
    await mayfly.app.close().catch(() => undefined);
    await storages.close();
  }
});
