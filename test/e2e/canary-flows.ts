// Everything a person does with Mayfly in an afternoon, so that it can be looked for what was left behind.
import { connecting } from './canary-connecting';
import { living } from './canary-living';
import { sharing } from './canary-sharing';
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

export const flows: readonly Flow[] = [...connecting, ...sharing, ...living, ...commanding];
