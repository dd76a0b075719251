// Everything a person does with Mayfly in an afternoon, so that it can be looked for what was left behind.
import { join } from 'node:path';
import { put, storedStatus } from '../cli/put-slot';
import { aboutOf, readPage, takenOf, writeOf } from '../core/requests/guest';
import { connecting } from './canary-connecting';
import { living } from './canary-living';
import { sharing } from './canary-sharing';
import { expect } from './fixtures';
import { command, shareId, type Flow } from './canary-stage';

const commanding: readonly Flow[] = [
  [
    'mayfly share --json',
    async (stage) => {
      const path = await stage.file('command.txt', 'command');
      stage.given.push(await command(stage, 'share', path, '--connection', 'Office', '--json'));
    },
  ],
  ['mayfly list --json', async (stage) => void stage.said.push(await command(stage, 'list', '--json'))],
  [
    'mayfly show --json',
    async (stage) => {
      const id = await shareId(stage.page, 'report.txt');
      stage.said.push(await command(stage, 'show', id, '--json'));
    },
  ],
  [
    'mayfly connections test --report',
    async (stage) => void stage.said.push(await command(stage, 'connections', 'test', 'Office', '--report')),
  ],
  ['mayfly connections export', async (stage) => void stage.said.push(await command(stage, 'connections', 'export'))],
];

/** A link that somebody may hold: what is in it is looked for everywhere else. */
const asLink = (signature: string) => `?X-Amz-Signature=${signature}`;

const asking: readonly Flow[] = [
  [
    'mayfly request --json, and a guest',
    async (stage) => {
      const printed = await command(stage, 'request', '--connection', 'Office', '--max-files', '2', '--json');
      stage.given.push(printed);
      const { url } = JSON.parse(printed) as { readonly url: string };
      const { origin } = new URL(url);
      const page = readPage(Buffer.from(await (await fetch(url)).arrayBuffer()));
      for (const index of page.slots.keys()) {
        stage.given.push(takenOf(page, origin, index));
        for (const part of ['about', 'data'] as const) {
          const write = writeOf(page, origin, index, part);
          stage.given.push(write.kind === 'form' ? asLink(write.fields['x-amz-signature'] ?? '') : write.url);
          if (index > 0) continue;
          const file = part === 'data' ? Buffer.from('arrived') : aboutOf('arrived.txt', 'b', 1, { sender: 'Kim' });
          expect(await put(write, file)).toBe(storedStatus(write));
        }
      }
    },
  ],
  [
    'mayfly receive, requests and close',
    async (stage) => {
      const [{ id }] = JSON.parse(`[${await command(stage, 'requests', '--json')}]`) as [{ readonly id: string }];
      stage.said.push(await command(stage, 'receive', id, '--to', join(stage.folder, 'received'), '--json'));
      stage.said.push(await command(stage, 'requests', id, '--json'), await command(stage, 'close', id, '--json'));
    },
  ],
];

export const flows: readonly Flow[] = [...connecting, ...sharing, ...living, ...commanding, ...asking];
