// A drag over the window opens the connection of its upload: no request leaves before the drop, and the upload takes that connection.
import { join } from 'node:path';
import { startLocalBucket } from '../../main/local-bucket/server/server';
import { test } from './desktop-test';
import { copiedLink, expect } from './fixtures';
import { startRelay } from './foreign-server';
import { receive } from './recipient';
import { fillConnection, saveConnection } from './window';

const keys = { accessKeyId: 'FOREIGNKEY', secretAccessKey: 'the-right-secret' };

/** A bucket behind a port that notes what comes in on each connection, in their order. */
async function serveRecorded(dataDir: string) {
  let behind = 0;
  const heard: string[] = [];
  const relay = await startRelay(() => ({ host: '127.0.0.1', port: behind }), {
    onConnection(client) {
      const at = heard.push('') - 1;
      client.on('data', (bytes) => (heard[at] += bytes.toString('latin1')));
    },
  });
  const namedPort = relay.port;
  const place = { bucket: 'files', region: 'us-east-1' };
  const server = await startLocalBucket(
    { dataDir, ...place, ...keys, port: 0 },
    { now: Date.now, sweepIntervalMs: 60_000, namedPort },
  );
  behind = server.port;
  return {
    ...place,
    ...keys,
    endpoint: `http://127.0.0.1:${namedPort}`,
    open: () => relay.open(),
    /** The requests of each connection since the last call of `forget`. */
    requests: () => heard.map((text) => text.match(/(?:PUT|GET|HEAD|POST|DELETE) (?=\/\S* HTTP\/1\.1\r\n)/g) ?? []),
    forget: () => heard.splice(0),
    async stop() {
      await relay.stop();
      await server.close();
    },
  };
}

test('a drag opens one connection and sends nothing; the drop uploads on it @deep', async ({
  app,
  page,
  file,
  folder,
}) => {
  const front = await serveRecorded(join(folder, 'server'));
  try {
    await fillConnection(page, front);
    await saveConnection(page);
    await page.getByRole('button', { name: 'Shares', exact: true }).click();
    // The examination of the new connection is over, and its connections are closed.
    await expect.poll(front.open).toBe(0);
    front.forget();

    const path = await file('report.pdf', 'report');
    const drag = await page.context().newCDPSession(page);
    const box = await page.getByTestId('drop-zone').boundingBox();
    const at = { x: (box?.x ?? 0) + 50, y: (box?.y ?? 0) + 20 };
    const data = { items: [], files: [path], dragOperationsMask: 1 };
    const send = (type: 'dragEnter' | 'dragOver' | 'dragCancel' | 'drop') =>
      drag.send('Input.dispatchDragEvent', { type, ...at, data });

    await send('dragEnter');
    await send('dragOver');
    await expect.poll(front.requests).toEqual([[]]);
    // It goes away and comes back: that opens no second one.
    await send('dragCancel');
    await page.waitForTimeout(1_200);
    await send('dragEnter');
    await send('dragOver');
    await page.waitForTimeout(500);
    expect(front.requests()).toEqual([[]]);

    await send('drop');
    const link = await copiedLink(app);
    // The second is the proof of the link.
    expect(front.requests()).toEqual([['PUT ', 'GET ']]);
    expect((await receive(link)).status).toBe(200);

    // The computer sleeps: everything is closed.
    await app.evaluate(({ powerMonitor }) => powerMonitor.emit('suspend'));
    await expect.poll(front.open).toBe(0);
  } finally {
    await front.stop();
  }
});
