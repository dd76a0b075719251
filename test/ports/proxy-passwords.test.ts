// A proxy's password lies in the keychain alone, is told to its own proxy alone, and a proxy without one asks for no keychain.
import { expect, test } from 'vitest';
import { createNetwork } from '../../main/adapters/network/network';
import { createProxyPasswords } from '../../main/adapters/network/proxy-passwords';
import type { ProxyPassword } from '../../main/core/model/proxy-route';
import { rejected } from '../fakes/failing';
import { createMemorySecrets } from '../fakes/memory-secrets';

const host = 'proxy.example:3128';
const url = 'https://s3.example.com';
const password = { user: 'me', password: 'CANARY' };

function start(known?: (asked: string) => ProxyPassword | undefined) {
  const secrets = createMemorySecrets();
  const values = new Map<string, string>();
  const ledger = {
    value: (name: string) => values.get(name),
    saveValue: (name: string, value: string) => void values.set(name, value),
  };
  let asked = 0;
  const counting = {
    ...secrets,
    get(id: string) {
      asked += 1;
      return secrets.get(id);
    },
  };
  const begin = () => createNetwork(() => [{ scheme: 'http', host }], createProxyPasswords(counting, ledger, known));
  return { secrets, values, begin, asked: () => asked };
}

test('it lies in the keychain, and the next process finds it', async () => {
  const { secrets, values, begin, asked } = start();
  const first = begin();
  expect(await first.proxies.before(url)).toEqual([{ host }]);
  expect(asked()).toBe(0);
  await first.proxies.keep(host, password);
  expect(await first.proxies.before(url)).toEqual([{ host, user: 'me' }]);
  expect([...values]).toEqual([[`proxy:${host}`, 'me']]);
  expect(secrets.entries.get(`proxy:${host}`)).toContain('CANARY');
  expect(await begin().routeTo(url)).toEqual([{ scheme: 'http', host, ...password }]);
});

test('it is nobody else’s', async () => {
  const { begin } = start();
  const network = begin();
  await network.proxies.keep('other.example:3128', password);
  expect(await network.routeTo(url)).toEqual([{ scheme: 'http', host }]);
});

test('it can be forgotten, and then nobody asks the keychain for it', async () => {
  const { secrets, begin, asked } = start();
  const network = begin();
  await network.proxies.keep(host, password);
  await network.proxies.forget(host);
  expect(secrets.entries.size).toBe(0);
  const before = asked();
  expect(await begin().proxies.before(url)).toEqual([{ host }]);
  expect(asked()).toBe(before);
});

test('without a keychain it holds until the process ends, and that is told', async () => {
  const { secrets, values, begin } = start();
  secrets.answer = 'keychain-locked';
  const network = begin();
  expect((await rejected(network.proxies.keep(host, password))).code).toBe('keychain-locked');
  expect(await network.routeTo(url)).toEqual([{ scheme: 'http', host, ...password }]);
  expect(values.size).toBe(0);
  expect(await begin().routeTo(url)).toEqual([{ scheme: 'http', host }]);
});

test('what the environment says comes first', async () => {
  const { begin } = start((asked) => (asked === host ? { user: 'env', password: 'E' } : undefined));
  const network = begin();
  await network.proxies.keep(host, password);
  expect(await network.proxies.before(url)).toEqual([{ host, user: 'env' }]);
});
