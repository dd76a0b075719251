// A recipient of an encrypted share who has its link and the `age` command, and not our page.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { Decrypter } from 'age-encryption';
import { expect } from 'vitest';

export interface Page {
  readonly manifest: Buffer;
  /** The links of the stored files, in their order. */
  readonly links: readonly string[];
}

export async function pageOf(link: string): Promise<Page> {
  const html = await (await fetch(link)).text();
  const [, sealed = ''] = /id="manifest"[^>]*>([^<]*)</.exec(html) ?? [];
  const [, data = ''] = /id="data">\s*([^<]*)</.exec(html) ?? [];
  const table = JSON.parse(data) as { query: string; folder: string; files: [number, string, string][] };
  const links = table.files.map(([, rest, signature]) => {
    const hex = Buffer.from(signature, 'base64url').toString('hex');
    return new URL(`${table.folder}${rest}?${table.query}&X-Amz-Signature=${hex}`, link).href;
  });
  return { manifest: Buffer.from(sealed, 'base64'), links };
}

/** “Reading without the page” of docs/encryption.md as it stands; `age` asks on a terminal, which `script` (util-linux) gives it. */
async function manifestByTheDocs(link: string, passphrase: string, work: string): Promise<void> {
  const [, commands = ''] =
    /^```sh\n([\s\S]*?)^```$/m.exec(await readFile(resolve('docs/encryption.md'), 'utf8')) ?? [];
  await writeFile(join(work, 'run.sh'), commands.replace('THE LINK WITHOUT #…', link.split('#')[0] ?? ''));
  const child = spawn('script', ['-qec', 'sh -eu run.sh', '/dev/null'], {
    cwd: work,
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    if (said.includes('passphrase:')) {
      said = '';
      child.stdin.write(`${passphrase}\n`);
    }
  });
  const [code] = await once(child, 'close');
  expect([code, said]).toEqual([0, expect.not.stringContaining('invalid')]);
}

export interface Manifest {
  readonly title: string;
  readonly identity: string;
  readonly files: readonly (readonly [string, number, string, string, string])[];
}

/** What a recipient does without our page, with `work` as its folder. */
export async function openedByAge(
  link: string,
  passphrase: string,
  work: string,
): Promise<{ readonly manifest: Manifest; readonly files: Readonly<Record<string, Buffer>> }> {
  const page = await pageOf(link);
  await manifestByTheDocs(link, passphrase, work);
  const manifest = JSON.parse(await readFile(join(work, 'new-folder', 'manifest.json'), 'utf8')) as Manifest;
  await writeFile(join(work, 'identity'), manifest.identity);
  const files: Record<string, Buffer> = {};
  for (const [index, [name]] of manifest.files.entries()) {
    await writeFile(join(work, 'file.age'), Buffer.from(await (await fetch(page.links[index] ?? '')).arrayBuffer()));
    const plain = join(work, 'plain');
    await promisify(execFile)('age', ['-d', '-i', join(work, 'identity'), '-o', plain, join(work, 'file.age')]);
    files[name] = await readFile(plain);
  }
  return { manifest, files };
}

export async function manifestBy(link: string, passphrase: string): Promise<Manifest> {
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  return JSON.parse(await decrypter.decrypt((await pageOf(link)).manifest, 'text')) as Manifest;
}
export const secretOf = (link: string): string => link.split('#')[1] ?? '';
