// What a file request gives to strangers, and the keys behind it, are nowhere but where they belong: the one line that prints the link.
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openAnswer } from '../fakes/open-answer';
import { slotKey } from '../../main/core/model/keys/object-key';
import { createScanner, toldOf, type Canary } from '../canary/scan';
import { aboutOf, answerOf, partOf, writeOf, type PageData } from '../core/requests/guest';
import { isDeep } from '../volume';
import { originOf, pageOf, send, type Made } from './guest-of-link';
import { isAccepted, put } from './put-slot';
import { playBucket } from './played-bucket';
import { openRequestProfile } from './request-profile';
import { filesUnder, secretsOf, secretsOfAnswer } from './request-secrets';
import type { Ended } from './run-cli';

/** A guest who asks for links to parts, in the first slot, while `receive` runs. Gives what it was given. */
async function sendInParts(
  made: Made,
  page: PageData,
  receive: () => Promise<number | null>,
): Promise<readonly Canary[]> {
  const origin = originOf(made);
  const [slot = 0] = page.slots;
  const key = randomBytes(32).toString('base64url');
  const about = aboutOf('parts.txt', 'p', 1, { ask: { sizeBytes: 5, key } });
  expect(isAccepted(await put(writeOf(page, origin, 0, 'about'), about))).toBe(true);
  const receiving = receive();
  const answered = async () => {
    const answer = await fetch(answerOf(page, origin, slot));
    const sealed = new Uint8Array(await answer.arrayBuffer());
    return answer.ok ? openAnswer(sealed, key, slotKey(page.folder, slot, 'data')) : undefined;
  };
  await expect.poll(answered).toMatchObject({ state: 'upload', parts: 1 });
  const links = await answered();
  if (links?.state !== 'upload') throw new Error('no links');
  expect((await fetch(partOf(links, origin, 1), { method: 'PUT', body: 'hello' })).status).toBe(200);
  expect(await receiving).toBe(0);
  const secrets = secretsOfAnswer(links, key);
  expect(createScanner(secrets).find(about)).not.toEqual([]);
  return secrets;
}

test.runIf(isDeep).each([['forms', {}] as const, ['put', { forms: 501 }] as const])(
  'by %s: no link, signature or policy in files, output or errors',
  async (way, play) => {
    const place = await playBucket(play);
    const profile = await openRequestProfile(place);
    const said: (readonly [string, Buffer])[] = [];
    const heard = async (args: readonly string[], ended: Promise<Ended>) => {
      const { code, stdout, stderr } = await ended;
      said.push([args.join(' '), Buffer.from(`${stdout}\n${stderr}`)]);
      return code;
    };
    const run = (...args: readonly string[]) => heard(args, profile.mayfly(...args));
    try {
      const folder = join(profile.home, 'to');
      const made = await profile.request('--title', 'Canary', '--max-files', '3', '--save-to', folder);
      expect(made.way).toBe(way);
      const first = await pageOf(made);
      await send(made, first, 0, 'a.txt', Buffer.from('hello'));
      expect(await run('receive', made.id, '--to', folder, '--json')).toBe(0);
      const second = await pageOf(made);
      const receive = ['receive', made.id, '--to', folder, '--wait', '--json'];
      const receiving = () => heard(receive, profile.start(...receive).ended);
      // What a guest who asks is given does not depend on the way.
      const asked = way === 'forms' ? await sendInParts(made, second, receiving) : [];
      const third = await pageOf(made);
      await send(made, third, 0, 'b.txt', Buffer.from('hello'));
      const canaries = [
        { name: 'the link', value: new URL(made.url).searchParams.get('X-Amz-Signature') ?? '' },
        ...secretsOf(made, first),
        ...secretsOf(made, second),
        ...secretsOf(made, third),
        ...asked,
      ];
      // Pages that were written in the same second have the same signatures; the first has nine, each in two forms.
      expect(new Set(canaries.map(({ value }) => value)).size).toBeGreaterThan(18);

      expect(await run('requests', '--json')).toBe(0);
      expect(await run('requests', made.id)).toBe(0);
      await writeFile(join(profile.home, 'no folder'), '');
      expect(await run('receive', made.id, '--to', join(profile.home, 'no folder'))).not.toBe(0);
      await place.close();
      // Nobody answers any more.
      expect(await run('receive', made.id, '--to', folder, '--json')).not.toBe(0);
      expect(await run('close', made.id, '--json')).not.toBe(0);
      expect(await run('request', '--json')).not.toBe(0);
      expect(await run('requests', made.id, '--json')).toBe(0);

      const scanner = createScanner(canaries);
      // It finds what is there.
      expect(scanner.find(Buffer.from(`${made.url} `))).not.toEqual([]);
      const files = await filesUnder(profile.home);
      expect(files.map(([path]) => path)).toContain(join(folder, way === 'forms' ? 'parts.txt' : 'a.txt'));
      expect([...said, ...files].flatMap(([where, bytes]) => toldOf(where, scanner.find(bytes)))).toEqual([]);
    } finally {
      await profile.close();
      await place.close().catch(() => undefined);
    }
  },
  120_000,
);
