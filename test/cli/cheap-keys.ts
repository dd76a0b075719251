// Commands that are asked about something else than the cost of a passphrase do not pay it.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createSealedFiles } from '../../main/adapters/secrets/sealed-files';

const cheap = { N: 1_024, r: 8, p: 1 };

/**
 * Seals the files of keys of this profile again, at little cost: each command derives the key of each file that it reads, which takes 0.4 s of a
 * processor at the cost that Mayfly writes. Call it while no command writes one of them.
 */
export async function cheapenKeys(profile: string, passphrase: string): Promise<void> {
  const folder = join(profile, 'secrets');
  const sealed = createSealedFiles(folder, async () => passphrase, cheap);
  for (const name of await readdir(folder)) {
    if (!name.endsWith('.json')) continue;
    const { N } = JSON.parse(await readFile(join(folder, name), 'utf8')) as { N: number };
    const id = decodeURIComponent(name.replace(/\.json$/, ''));
    if (N > cheap.N) await sealed.set(id, (await sealed.get(id)) ?? '');
  }
}
