// What an agent makes is its own from its first byte: a process that is ended later leaves nothing that the agent may not end.
import { expect, test } from 'vitest';
import { requestFiles } from '../../../main/core/agents/agent-requests';
import { shareFiles } from '../../../main/core/agents/agent-shares';
import { allowFolder } from '../../../main/core/agents/agents';
import { newYearMs, sampleConnection } from '../../fakes/samples';
import { startsApps } from '../app/starts-apps';
import { until } from '../app/running-app';

const folder = '/home/kim/work';
const startOne = startsApps();
const examined = {
  ...sampleConnection,
  capabilities: { signsAmz: true, limitsForms: true, conditionalPut: true, madeAtMs: newYearMs },
};
const call = { agent: 'Agent', signal: new AbortController().signal, takeTurn: () => undefined };

async function start() {
  const here = await startOne({ prepare: ({ ports }) => ports.ledger.saveConnection(examined) });
  const { ports, app } = here;
  const inodes = new Map(
    ['/home/kim/work/a.txt', '/home/kim/work/b.txt'].map((path) => [path, here.files.put(path, 'abc').inode]),
  );
  const places = {
    placeOf: async (path: string) => ({ real: path, isThere: true }),
    isFolder: async () => true,
    inspectFile: async (path: string) => {
      const inode = inodes.get(path);
      return inode === undefined ? undefined : { inode, names: 1, head: Buffer.from('abc') };
    },
  };
  const ground = { own: [], separator: '/', home: '/home/kim' } as const;
  await allowFolder({ ledger: ports.ledger, places, ground }, folder, false);
  const context = {
    ports,
    host: app,
    places,
    ground,
    times: { shownMs: 1, answerMs: 1 },
  };
  return { ...here, context };
}

test.each([[['/home/kim/work/a.txt']], [['/home/kim/work/a.txt', '/home/kim/work/b.txt']]])(
  '%j while it is uploaded',
  async (paths) => {
    const { context, objects, ports } = await start();
    const release = objects.hold('put');
    const sharing = shareFiles(context, { paths }, call);
    await until(() => objects.calls.some(({ operation }) => operation === 'put'));
    const made = ports.ledger.allMadeBy('Agent');
    release();
    const { shares } = await sharing;
    expect(made).toEqual(shares.map(({ id }) => ({ id, kind: 'share', agent: 'Agent', folder })));
  },
);

test('a file request while its page is stored', async () => {
  const { context, objects, ports } = await start();
  const release = objects.hold('put');
  const requesting = requestFiles(context, { title: 'T', folder }, call);
  await until(() => objects.calls.some(({ operation }) => operation === 'put'));
  const made = ports.ledger.allMadeBy('Agent');
  release();
  const { id } = await requesting;
  expect(made).toEqual([{ id, kind: 'request', agent: 'Agent', folder }]);
});
