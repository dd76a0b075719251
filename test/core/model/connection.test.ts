// What people paste as endpoint and bucket is accepted only when every later step can live with it.
import { describe, expect, test } from 'vitest';
import { checkBucketName, endpointHost, parseEndpoint } from '../../../main/core/model/connection';
import { caught } from '../../fakes/failing';
import { reasonOf } from '../../fakes/reason-of';

describe('an endpoint that is taken', () => {
  test.each([
    ['https://s3.example.com', 'https://s3.example.com', 'encrypted'],
    ['s3.example.com', 'https://s3.example.com', 'encrypted'],
    ['//s3.example.com', 'https://s3.example.com', 'encrypted'],
    ['  s3.example.com\n', 'https://s3.example.com', 'encrypted'],
    ['S3.Example.COM', 'https://s3.example.com', 'encrypted'],
    ['HTTPS://S3.Example.COM', 'https://s3.example.com', 'encrypted'],
    ['https://s3.example.com/', 'https://s3.example.com', 'encrypted'],
    ['https://s3.example.com//', 'https://s3.example.com', 'encrypted'],
    ['https://s3.example.com:443', 'https://s3.example.com', 'encrypted'],
    ['https://s3.example.com:8443/', 'https://s3.example.com:8443', 'encrypted'],
    ['https://s3.example.com/base', 'https://s3.example.com/base', 'encrypted'],
    ['https://s3.example.com/base/path/', 'https://s3.example.com/base/path', 'encrypted'],
    ['s3.example.com/base', 'https://s3.example.com/base', 'encrypted'],
    ['s3.example.com:9000', 'https://s3.example.com:9000', 'encrypted'],
    ['https://s3.eu-central-1.amazonaws.com', 'https://s3.eu-central-1.amazonaws.com', 'encrypted'],
    ['https://abc123.r2.cloudflarestorage.com', 'https://abc123.r2.cloudflarestorage.com', 'encrypted'],
    ['https://bücher.example', 'https://xn--bcher-kva.example', 'encrypted'],
    ['https://192.168.1.10', 'https://192.168.1.10', 'encrypted'],
    ['https://[2001:db8::1]:9000', 'https://[2001:db8::1]:9000', 'encrypted'],
    ['[2001:DB8::1]:9000/base', 'https://[2001:db8::1]:9000/base', 'encrypted'],
    ['https://s3.example.com.', 'https://s3.example.com.', 'encrypted'],
    ['https://ｓ３.example.com', 'https://s3.example.com', 'encrypted'],
    ['https://s3.example.com:00443/', 'https://s3.example.com', 'encrypted'],
    ['https://my_server.example.com:8443', 'https://my_server.example.com:8443', 'encrypted'],
    ['https://localhost', 'https://localhost', 'here'],
    ['http://localhost:9000', 'http://localhost:9000', 'here'],
    ['http://LOCALHOST:9000', 'http://localhost:9000', 'here'],
    ['http://mayfly.localhost:9000', 'http://mayfly.localhost:9000', 'here'],
    ['http://127.0.0.1:9000/', 'http://127.0.0.1:9000', 'here'],
    ['http://127.1.2.3', 'http://127.1.2.3', 'here'],
    ['http://127.1:9000', 'http://127.0.0.1:9000', 'here'],
    ['http://0x7f000001', 'http://127.0.0.1', 'here'],
    ['http://[::1]:9000', 'http://[::1]:9000', 'here'],
    ['http://[0:0:0:0:0:0:0:1]:9000/base/', 'http://[::1]:9000/base', 'here'],
    ['https://[::ffff:127.0.0.1]', 'https://[::ffff:7f00:1]', 'here'],
    ['localhost:9000', 'https://localhost:9000', 'here'],
    ['http://s3.example.com', 'http://s3.example.com', 'readable by others'],
    ['http://192.168.1.10:9000', 'http://192.168.1.10:9000', 'readable by others'],
    ['http://nas', 'http://nas', 'readable by others'],
    ['http://128.0.0.1', 'http://128.0.0.1', 'readable by others'],
    ['http://127.example.com', 'http://127.example.com', 'readable by others'],
    ['http://localhost.example.com', 'http://localhost.example.com', 'readable by others'],
    ['http://notlocalhost', 'http://notlocalhost', 'readable by others'],
    ['http://[::2]', 'http://[::2]', 'readable by others'],
    ['http://0.0.0.0:9000', 'http://0.0.0.0:9000', 'readable by others'],
    ['http://169.254.1.1', 'http://169.254.1.1', 'readable by others'],
  ] as const)('%j is %s, %s', (typed, url, traffic) => {
    expect(parseEndpoint(typed)).toEqual({
      url,
      loopback: traffic === 'here',
      insecure: traffic === 'readable by others',
    });
  });
});

describe('an endpoint that is refused', () => {
  test.each([
    ['', 'it is empty'],
    ['   ', 'it is empty'],
    ['s3.example.com and more', 'it contains a space'],
    ['https://s3.exa\tmple.com', 'it contains a space'],
    ['https://s3.example.com\nhttps://other', 'it contains a space'],
    ['ftp://s3.example.com', 'it starts with ftp://'],
    ['s3://bucket/key', 'it starts with s3://'],
    ['S3://bucket', 'it starts with s3://'],
    ['file:///etc/passwd', 'it starts with file://'],
    ['javascript://alert(1)', 'it starts with javascript://'],
    ['mayfly-app://window', 'it starts with mayfly-app://'],
    ['javascript:alert(1)', 'it is not a web address'],
    ['file:/etc/passwd', 'it is not a web address'],
    ['https:/s3.example.com', 'it is not a web address'],
    ['https:s3.example.com', 'it is not a web address'],
    ['https:\\\\s3.example.com', 'it is not a web address'],
    ['https://', 'it is not a web address'],
    ['https:///', 'it is not a web address'],
    ['https://s3.example.com:99999', 'it is not a web address'],
    ['https://s3.example.com:port', 'it is not a web address'],
    ['https://s3 .example.com', 'it contains a space'],
    ['https://exa%mple', 'it is not a web address'],
    ['https://<host>', 'it is not a web address'],
    ['https://[::1', 'it is not a web address'],
    ['https://1.2.3.4.5', 'it is not a web address'],
    ['https://999.1.1.1', 'it is not a web address'],
    ['https://key:secret@s3.example.com', 'it contains a user name or password'],
    ['https://key@s3.example.com', 'it contains a user name or password'],
    ['key:secret@s3.example.com', 'it is not a web address'],
    ['https://s3.example.com@evil.example', 'it contains a user name or password'],
    ['https://s3.example.com?x=1', 'it contains a query'],
    ['https://s3.example.com/?', 'it contains a query'],
    ['https://s3.example.com/base?list-type=2', 'it contains a query'],
    ['https://s3.example.com#x', 'it contains a fragment'],
    ['https://s3.example.com/#', 'it contains a fragment'],
    ['https://169.254.169.254', 'it is a metadata address'],
    ['http://169.254.169.254/latest/meta-data', 'it is a metadata address'],
    ['http://2852039166', 'it is a metadata address'],
    ['http://0xa9fea9fe', 'it is a metadata address'],
    ['http://169.254.43518', 'it is a metadata address'],
    ['http://169.254.169.254.', 'it is a metadata address'],
    ['http://[fd00:ec2::254]', 'it is a metadata address'],
    ['http://[fd00:0ec2:0:0:0:0:0:0254]', 'it is a metadata address'],
    ['http://[::ffff:169.254.169.254]', 'it is a metadata address'],
    ['http://[::ffff:a9fe:a9fe]', 'it is a metadata address'],
    ['https://[fe80::1%25eth0]:9000', 'it is not a web address'],
    ['2001:db8::1', 'it is not a web address'],
    ['::1', 'it is not a web address'],
    ['s3.example.com\\@evil.example', 'it is not a web address'],
    ['https://s3.example.com:443:443', 'it is not a web address'],
    ['https://s3.example.com\u0000', 'it is not a web address'],
    ['https://s3.example.com/a%2fb', 'its path cannot be signed'],
    ['https://s3.example.com/a/%2E%2E/b', 'its path cannot be signed'],
    ['https://s3.example.com/a%2Fb', 'its path cannot be signed'],
    ['https://s3.example.com/a%2eb', 'its path cannot be signed'],
  ])('%j: %s', (typed, reason) => {
    const failure = caught(() => parseEndpoint(typed));
    expect([failure.code, reasonOf(failure)]).toEqual(['endpoint-invalid', reason]);
  });

  test('the reason never quotes what was typed: it may be a secret', () => {
    const failure = caught(() => parseEndpoint('https://AKIDEXAMPLE:wJalrXUtnFEMI@s3.example.com'));
    expect(JSON.stringify(failure.detail)).not.toMatch(/AKID|wJalr/);
  });
});

test.each([
  ['https://s3.example.com', 's3.example.com'],
  ['http://127.0.0.1:9000/base', '127.0.0.1:9000'],
  ['http://[::1]:9000', '[::1]:9000'],
  ['nonsense', ''],
  ['', ''],
])('the host of %j in words is %j', (url, host) => {
  expect(endpointHost(url)).toBe(host);
});

describe('a bucket name', () => {
  test.each([
    ['abc', 'abc'],
    ['my-bucket', 'my-bucket'],
    ['my.bucket.2024', 'my.bucket.2024'],
    ['  my-bucket ', 'my-bucket'],
    ['My_Old-Bucket', 'My_Old-Bucket'],
    ['123', '123'],
    ['a-b', 'a-b'],
    ['1.2.3', '1.2.3'],
    ['a'.repeat(63), 'a'.repeat(63)],
    ['xn--bucket', 'xn--bucket'],
  ])('%j is taken', (typed, name) => {
    expect(checkBucketName(typed)).toBe(name);
  });

  test.each([
    ['', 'it must have 3 to 63 characters'],
    ['  ', 'it must have 3 to 63 characters'],
    ['ab', 'it must have 3 to 63 characters'],
    ['a'.repeat(64), 'it must have 3 to 63 characters'],
    ['-abc', 'only letters, digits, dots and hyphens are allowed'],
    ['abc-', 'only letters, digits, dots and hyphens are allowed'],
    ['.abc', 'only letters, digits, dots and hyphens are allowed'],
    ['abc.', 'only letters, digits, dots and hyphens are allowed'],
    ['a/b/c', 'only letters, digits, dots and hyphens are allowed'],
    ['a b', 'only letters, digits, dots and hyphens are allowed'],
    ['bück', 'only letters, digits, dots and hyphens are allowed'],
    ['a?list', 'only letters, digits, dots and hyphens are allowed'],
    ['a%2fb', 'only letters, digits, dots and hyphens are allowed'],
    ['abc\ndef', 'only letters, digits, dots and hyphens are allowed'],
    ['s3://bucket', 'only letters, digits, dots and hyphens are allowed'],
    ['arn:aws:s3:::bucket', 'only letters, digits, dots and hyphens are allowed'],
    ['a..b', 'it contains two dots in a row'],
    ['192.168.1.1', 'it looks like an IP address'],
    ['999.999.999.999', 'it looks like an IP address'],
  ])('%j is refused: %s', (typed, reason) => {
    const failure = caught(() => checkBucketName(typed));
    expect([failure.code, reasonOf(failure)]).toEqual(['bucket-name-invalid', reason]);
  });
});
