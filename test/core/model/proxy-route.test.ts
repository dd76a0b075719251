// Which proxy a request takes is a table; a wrong line in it sends keys to the wrong place, or nothing anywhere.
import { describe, expect, test } from 'vitest';
import { passwordOfEnvironment, routeOfEnvironment, routeOfPac } from '../../../main/core/model/proxy-route';

const proxy = { scheme: 'http', host: 'proxy.example:3128' } as const;
const secure = { scheme: 'https', host: 'proxy.example:443' } as const;

describe('what a PAC file answers', () => {
  test.each([
    ['DIRECT', ['direct']],
    ['', ['direct']],
    [' ; ', ['direct']],
    ['PROXY proxy.example:3128', [proxy]],
    ['proxy proxy.example:3128;', [proxy]],
    ['HTTP proxy.example:3128', [proxy]],
    ['HTTPS proxy.example', [secure]],
    ['PROXY proxy.example', [{ scheme: 'http', host: 'proxy.example:80' }]],
    ['PROXY [2001:db8::1]:3128', [{ scheme: 'http', host: '[2001:db8::1]:3128' }]],
    ['PROXY proxy.example:3128; HTTPS proxy.example:443; DIRECT', [proxy, secure, 'direct']],
    ['SOCKS5 proxy.example:1080', ['unsupported']],
    ['SOCKS proxy.example:1080; DIRECT', ['unsupported', 'direct']],
    ['QUIC proxy.example:443', ['unsupported']],
    ['PROXY', ['unsupported']],
    ['PROXY :', ['unsupported']],
    ['PROXY a:99999', ['unsupported']],
  ] as const)('%j', (text, route) => {
    expect(routeOfPac(text as string)).toEqual(route);
  });
});

describe('what the environment says', () => {
  const through = [proxy];
  const url = 'https://s3.example.com';
  test.each<[what: string, url: string, environment: Readonly<Record<string, string>>, route: readonly unknown[]]>([
    ['nothing', url, {}, ['direct']],
    ['an empty variable', url, { HTTPS_PROXY: '' }, ['direct']],
    ['a proxy', url, { HTTPS_PROXY: 'http://proxy.example:3128' }, through],
    ['in small letters', url, { https_proxy: 'http://proxy.example:3128' }, through],
    ['small letters first', url, { https_proxy: 'http://proxy.example:3128', HTTPS_PROXY: 'http://other:1' }, through],
    ['without a scheme', url, { HTTPS_PROXY: 'proxy.example:3128' }, through],
    ['one for everything', url, { ALL_PROXY: 'proxy.example:3128' }, through],
    ['its own before that', url, { ALL_PROXY: 'other:1', https_proxy: 'proxy.example:3128' }, through],
    ['the one for the other scheme', url, { HTTP_PROXY: 'http://proxy.example:3128' }, ['direct']],
    ['plain http', 'http://s3.example.com', { HTTP_PROXY: 'http://proxy.example:3128' }, through],
    [
      'plain http behind a web server',
      'http://s3.example.com',
      { HTTP_PROXY: 'http://evil:1', REQUEST_METHOD: 'GET' },
      ['direct'],
    ],
    ['one that is spoken to by TLS', url, { HTTPS_PROXY: 'https://proxy.example' }, [secure]],
    ['one with a path', url, { HTTPS_PROXY: 'http://proxy.example:3128/' }, through],
    ['SOCKS', url, { ALL_PROXY: 'socks5://proxy.example:1080' }, ['unsupported']],
    ['nonsense', url, { HTTPS_PROXY: 'http://' }, ['unsupported']],
    [
      'a password',
      url,
      { HTTPS_PROXY: 'http://me:p%40ss%3A@proxy.example:3128' },
      [{ ...proxy, user: 'me', password: 'p@ss:' }],
    ],
    ['a name alone', url, { HTTPS_PROXY: 'http://me@proxy.example:3128' }, [{ ...proxy, user: 'me', password: '' }]],
    ['a password that is not encoded', url, { HTTPS_PROXY: 'http://me:100%@proxy.example:3128' }, ['unsupported']],
  ])('%s', (_what, asked, environment, route) => {
    expect(routeOfEnvironment(asked, environment)).toEqual(route);
  });

  test.each<[entries: string, url: string, goes: 'direct' | 'through']>([
    ['*', 'https://s3.example.com', 'direct'],
    ['s3.example.com', 'https://s3.example.com', 'direct'],
    ['S3.Example.COM', 'https://s3.example.com', 'direct'],
    ['example.com', 'https://s3.example.com', 'direct'],
    ['.example.com', 'https://s3.example.com', 'direct'],
    ['*.example.com', 'https://s3.example.com', 'direct'],
    ['.example.com', 'https://example.com', 'direct'],
    ['ample.com', 'https://s3.example.com', 'through'],
    ['example.com', 'https://example.com.evil.example', 'through'],
    ['s3.example.com.', 'https://s3.example.com', 'through'],
    ['s3.example.com', 'https://s3.example.com.', 'direct'],
    ['a, b example.com', 'https://s3.example.com', 'direct'],
    ['example.com:443', 'https://s3.example.com', 'direct'],
    ['example.com:8443', 'https://s3.example.com', 'through'],
    ['example.com:8443', 'https://s3.example.com:8443', 'direct'],
    ['192.168.1.9', 'https://192.168.1.9:9000', 'direct'],
    ['192.168.0.0/16', 'https://192.168.1.9:9000', 'direct'],
    ['192.168.0.0/24', 'https://192.168.1.9:9000', 'through'],
    ['10.0.0.0/8', 'https://s3.example.com', 'through'],
    ['0.0.0.0/0', 'https://8.8.8.8', 'direct'],
    ['2001:db8::1', 'https://[2001:db8::1]:9000', 'direct'],
    ['[2001:db8::1]', 'https://[2001:db8::1]', 'direct'],
    ['2001:db8::2', 'https://[2001:db8::1]', 'through'],
    ['', 'https://localhost:9000', 'direct'],
    ['', 'https://files.localhost', 'direct'],
    ['', 'https://127.0.0.1:9000', 'direct'],
    ['', 'https://[::1]:9000', 'direct'],
    ['', 'https://169.254.1.1', 'direct'],
    ['', 'https://[fe80::1]', 'direct'],
    ['', 'https://192.168.1.9', 'through'],
    ['<-loopback>', 'https://127.0.0.1:9000', 'through'],
    ['<-loopback>', 'https://localhost:9000', 'through'],
    ['<-loopback>,127.0.0.1', 'https://127.0.0.1:9000', 'direct'],
    ['', 'https://s3.example.com', 'through'],
  ])('but not for %j: %s goes %s', (entries, asked, goes) => {
    const route = routeOfEnvironment(asked, { HTTPS_PROXY: 'http://proxy.example:3128', NO_PROXY: entries });
    expect(route).toEqual(goes === 'direct' ? ['direct'] : [proxy]);
  });
});

test.each([
  ['proxy.example:3128', { user: 'me', password: 'secret' }],
  ['proxy.example:3129', undefined],
  ['other.example:3128', undefined],
])('the password for %s is that of the same proxy in the environment', (host, password) => {
  const environment = { http_proxy: 'http://other.example:3128', HTTPS_PROXY: 'http://me:secret@proxy.example:3128' };
  expect(passwordOfEnvironment(host, environment)).toEqual(password);
});
