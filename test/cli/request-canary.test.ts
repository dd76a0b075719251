// What a file request gives to strangers, and the keys behind it, are nowhere but where they belong: the one line that prints the link.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createScanner, toldOf, type Canary } from '../canary/scan';
import { takenOf, writeOf, type PageData } from '../core/requests/guest';
import { originOf, pageOf, send, type Made } from './guest-of-link';
import { playBucket } from './played-bucket';
import { openRequestProfile } from './request-profile';

/** Everything that a page gives to guests: the signatures of every slot, and the policies. */
function secretsOf(made: Made, page: PageData): readonly Canary[] {
  const origin = originOf(made);
  const signature = (url: string) => new URL(url).searchParams.get('X-Amz-Signature') ?? '';
  return page.slots.flatMap((slot, index) => [
    { name: `the HEAD of slot ${slot}`, value: signature(takenOf(page, origin, index)) },
    ...(['about', 'data'] as const).flatMap((part) => {
      const write = writeOf(page, origin, index, part);
      if (write.kind === 'put') return [{ name: `the PUT of ${part} of slot ${slot}`, value: signature(write.url) }];
      const { policy = '', 'x-amz-signature': signed = '' } = write.fields;
      return [
        { name: `the form of ${part} of slot ${slot}`, value: signed },
        { name: `the policy of ${part} of slot ${slot}`, value: policy },
      ];
    }),
  ]);
}

async function filesUnder(folder: string): Promise<readonly (readonly [string, Buffer])[]> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = names.filter((one) => one.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  return Promise.all(paths.map(async (path) => [path, await readFile(path)] as const));
}

test.each([
  ['forms', {}],
  ['put', { forms: 501 }],
] as const)(
  'by %s: no link, signature or policy in files, output or errors',
  async (way, play) => {
    const place = await playBucket(play);
    const profile = await openRequestProfile(place);
    const said: (readonly [string, Buffer])[] = [];
    const run = async (...args: readonly string[]) => {
      const { code, stdout, stderr } = await profile.mayfly(...args);
      said.push([args.join(' '), Buffer.from(`${stdout}\n${stderr}`)]);
      return code;
    };
    try {
      const folder = join(profile.home, 'to');
      const made = await profile.request('--title', 'Canary', '--max-files', '3', '--save-to', folder);
      expect(made.way).toBe(way);
      const first = await pageOf(made);
      await send(made, first, 0, 'a.txt', Buffer.from('hello'));
      expect(await run('receive', made.id, '--to', folder, '--json')).toBe(0);
      const second = await pageOf(made);
      await send(made, second, 0, 'b.txt', Buffer.from('hello'));
      const canaries = [
        { name: 'the link', value: new URL(made.url).searchParams.get('X-Amz-Signature') ?? '' },
        ...secretsOf(made, first),
        ...secretsOf(made, second),
      ];
      expect(new Set(canaries.map(({ value }) => value)).size).toBeGreaterThan(way === 'forms' ? 20 : 12);

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
      expect(files.map(([path]) => path)).toContain(join(folder, 'a.txt'));
      expect([...said, ...files].flatMap(([where, bytes]) => toldOf(where, scanner.find(bytes)))).toEqual([]);
    } finally {
      await profile.close();
      await place.close().catch(() => undefined);
    }
  },
  120_000,
);
