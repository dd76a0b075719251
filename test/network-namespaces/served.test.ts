// The bucket on a network: who gets what by which address, while addresses come and go and others are at work.
import { once } from 'node:events';
import { createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { bucketName } from '../local-bucket/fixture';
import { hasNetwork, network, type Computer } from './network';
import { type Served, serveOn } from './served';

const file = `/${bucketName}/file`;

describe.runIf(hasNetwork)('the bucket', () => {
  const { owner, phone, other } = hasNetwork ? network() : ({} as ReturnType<typeof network>);
  let s3: Served;
  const put = async (Key: string, Body: Uint8Array | string) =>
    s3.client.send(new PutObjectCommand({ Bucket: bucketName, Key, Body }));
  beforeEach(async () => {
    s3 = await serveOn(owner.ipv4, owner.ipv6);
    await put('file', 'from the owner');
  });
  afterEach(async () => s3.stop());

  /** What a person there gets: the body, or the number of curl's error. */
  async function open(from: Computer, url: string, ...more: readonly string[]): Promise<string | number> {
    const { code, stdout } = await from.run('curl', ['--silent', '--globoff', '--max-time', '20', ...more, url]);
    return code === 0 ? stdout : (code ?? -1);
  }
  const refused = 7;
  const noAnswer = 28;

  test('opens by IPv4 and by IPv6, and not before it is served there nor after', async () => {
    const links = [owner.ipv4, owner.ipv6].map((address) => s3.link(address, file));
    const both = async () => Promise.all(links.map((link) => open(phone, link)));
    expect(await both()).toEqual(['from the owner', 'from the owner']);
    await s3.bucket.listenOn([owner.ipv6]);
    expect(await both()).toEqual([refused, 'from the owner']);
    await s3.bucket.listenOn([]);
    expect(await both()).toEqual([refused, refused]);
  });

  test('is found on its own addresses only: by none of loopback, none of its neighbours, and no link-local one', async () => {
    const results = await s3.bucket.listenOn([phone.ipv4, '::', '0.0.0.0', '127.0.0.1', 'fe80::1', owner.ipv4]);
    expect(results.map(({ state }) => state)).toEqual(['gone', 'gone', 'gone', 'gone', 'gone', 'listening']);
    const { stdout } = await owner.run('ss', ['-Hltn', `sport = :${s3.bucket.port}`]);
    const listening = stdout
      .trim()
      .split('\n')
      .map((line) => line.split(/\s+/)[3]);
    expect(new Set(listening)).toEqual(new Set([`${owner.ipv4}:${s3.bucket.port}`, `127.0.0.1:${s3.bucket.port}`]));
  });

  test('serves a new address of the computer, and loses the old one without a harm', async () => {
    const before = s3.link(owner.ipv4, file);
    owner.ip(`addr del ${owner.ipv4}/24 dev eth0`);
    owner.ip('addr add 10.77.0.9/24 dev eth0');
    try {
      expect(await s3.bucket.listenOn([owner.ipv4, '10.77.0.9'])).toEqual([
        { address: owner.ipv4, state: 'gone' },
        { address: '10.77.0.9', state: 'listening' },
      ]);
      expect(await open(phone, s3.link('10.77.0.9', file))).toBe('from the owner');
      expect((await s3.presigned({ target: file })).text).toBe('from the owner');
    } finally {
      owner.ip('addr del 10.77.0.9/24 dev eth0');
      owner.ip(`addr add ${owner.ipv4}/24 dev eth0`);
    }
    expect(await s3.bucket.listenOn([owner.ipv4])).toEqual([{ address: owner.ipv4, state: 'listening' }]);
    expect(await open(phone, before)).toBe('from the owner');
  });

  test('says where another program has the port', async () => {
    await s3.bucket.listenOn([]);
    const program = createServer().listen(s3.bucket.port, owner.ipv6);
    await once(program, 'listening');
    expect(await s3.bucket.listenOn([owner.ipv4, owner.ipv6])).toEqual([
      { address: owner.ipv4, state: 'listening' },
      { address: owner.ipv6, state: 'in-use' },
    ]);
    program.close();
  });

  test('behind a firewall is silent to the network, and its owner hears it', async () => {
    owner.firewall(
      'table inet f { chain in { type filter hook input priority 0; iifname "eth0" tcp flags syn drop; }; }',
    );
    try {
      expect(await open(phone, s3.link(owner.ipv4, file), '--connect-timeout', '2')).toBe(noAnswer);
      // Through its network address, too: that is no proof for others.
      expect(await open(owner, s3.link(owner.ipv4, file))).toBe('from the owner');
    } finally {
      owner.firewall('');
    }
    expect(await open(phone, s3.link(owner.ipv4, file))).toBe('from the owner');
  });

  test('gives a large file to two guests at once, and takes one from each', async () => {
    const body = randomBytes(64 * 1024 ** 2);
    const hash = createHash('sha256').update(body).digest('hex');
    await put('large', body);
    const name = `large-${process.pid}`;
    const guests: readonly (readonly [Computer, string])[] = [
      [phone, owner.ipv4],
      [other, owner.ipv6],
    ];
    await Promise.all(
      guests.map(async ([guest, address]) => {
        const path = `/tmp/mayfly-${name}-${guest.ipv4}`;
        const { code, stderr } = await guest.run('sh', [
          '-ec',
          'curl -gsS --fail -o "$1" "$2"; sha256sum "$1"; curl -gsS --fail -T "$1" "$3"; rm "$1"',
          'sh',
          path,
          s3.link(address, `/${bucketName}/large`),
          s3.link(address, `/${bucketName}/from-${guest.ipv4}`, 'PUT'),
        ]);
        expect([stderr, code]).toEqual(['', 0]);
      }),
    );
    for (const [guest] of guests) {
      const { body: stored } = await s3.presigned({ target: `/${bucketName}/from-${guest.ipv4}` });
      expect(createHash('sha256').update(stored).digest('hex')).toBe(hash);
    }
  });
});
