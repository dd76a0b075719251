// The app finds its way as the system says: by a PAC file, through a proxy that wants a password, to a server whose authority
// only this connection trusts. The process of the uploads, which cannot ask the system, goes the same way.
import { writeFile } from 'node:fs/promises';
import net, { type AddressInfo } from 'node:net';
import { join } from 'node:path';
import tls from 'node:tls';
import type { ElectronApplication } from '@playwright/test';
import { bucketName, startFaultServer } from '../faults/fault-server';
import { createAuthority } from '../ports/certificates';
import { startProxy } from '../ports/proxy-server';
import { clipboardText, copiedLink, drop, expect, test } from './fixtures';
import { chooseCaFile, fillConnection } from './window';

const name = 's3.mayfly.test';
const pac = (host: string) =>
  `data:application/x-ns-proxy-autoconfig;base64,${Buffer.from(`function FindProxyForURL() { return 'PROXY ${host}'; }`).toString('base64')}`;

const wayTo = (app: ElectronApplication, url: string) =>
  app.evaluate(({ session }, asked) => session.defaultSession.resolveProxy(asked), url);

test('a PAC file, a proxy with a password and an authority of its own @deep', async ({ app, page, file, folder }) => {
  const upstream = await startFaultServer();
  const authority = createAuthority();
  const caFile = join(folder, 'own.pem');
  await writeFile(caFile, authority.cert);
  const secure = tls.createServer(authority.issue({ names: [name] }), (socket) => {
    const onward = net.connect(Number(new URL(upstream.url).port), '127.0.0.1');
    for (const end of [socket, onward]) end.on('error', () => undefined);
    socket.pipe(onward).pipe(socket);
  });
  await new Promise<void>((resolve) => secure.listen(0, '127.0.0.1', resolve));
  const { port } = secure.address() as AddressInfo;
  const proxy = await startProxy({ password: 'me:secret', hosts: { [`${name}:443`]: `127.0.0.1:${port}` } });
  try {
    await app.evaluate(
      ({ session }, pacScript) => session.defaultSession.setProxy({ mode: 'pac_script', pacScript }),
      pac(proxy.host),
    );
    // Chromium's rule: this computer itself is reached directly, whatever a PAC file says.
    expect([await wayTo(app, `https://${name}/`), await wayTo(app, 'http://127.0.0.1:9000/')]).toEqual([
      `PROXY ${proxy.host}`,
      'DIRECT',
    ]);

    await fillConnection(page, {
      endpoint: `https://${name}`,
      bucket: bucketName,
      accessKeyId: 'AKIDEXAMPLE',
      secretAccessKey: 'not-a-secret-of-anybody',
    });
    await page.getByRole('button', { name: 'Advanced' }).click();
    await chooseCaFile(app, page, caFile);
    await page.getByRole('button', { name: 'Save connection' }).click();
    await expect(page.getByRole('listitem', { name: 'Work' })).toBeVisible();

    await page.getByRole('button', { name: 'Shares', exact: true }).click();
    await drop(page, [await file('through.txt', 'through')]);
    const upload = page.getByRole('list', { name: 'Uploads' }).getByRole('listitem', { name: 'through.txt' });
    await expect(upload).toContainText(`The proxy ${proxy.host} wants a name and a password.`);
    expect(upstream.requests()).toEqual([]);

    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('button', { name: 'Advanced' }).click();
    const form = page.getByRole('form', { name: proxy.host });
    await form.getByLabel('Proxy name').fill('me');
    await form.getByLabel('Proxy password').fill('secret');
    await form.getByRole('button', { name: 'Save proxy password' }).click();
    await expect(form).toContainText('The password of me is known.');

    await page.getByRole('button', { name: 'Shares', exact: true }).click();
    await upload.getByRole('button', { name: 'Try again' }).click();
    expect(new URL(await copiedLink(app)).host).toBe(name);
    await expect(page.getByRole('list', { name: 'Shares' })).not.toContainText('Not verified');
    expect([...upstream.bucket.objects.values()].map(({ bytes }) => bytes.toString())).toContain('through');
    expect([...new Set(proxy.seen.map(({ method, target }) => `${method} ${target}`))]).toEqual([
      `CONNECT ${name}:443`,
    ]);
    expect(proxy.seen.some(({ readable }) => readable)).toBe(false);
    expect(await clipboardText(app)).not.toContain('secret');
  } finally {
    await proxy.close();
    secure.close();
    await upstream.close();
  }
});
