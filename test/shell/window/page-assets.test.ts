// Whatever is asked for, only the built page is answered.
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  answerPageRequest,
  contentSecurityPolicy,
  listPageFiles,
  type PageFiles,
} from '../../../main/shell/window/page-assets';

let folder = '';
let files: PageFiles = new Map();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mayfly-page-'));
  await mkdir(join(folder, 'renderer', 'assets'), { recursive: true });
  await writeFile(join(folder, 'secret.txt'), 'secret');
  await writeFile(join(folder, 'secret.js'), 'secret');
  await mkdir(join(folder, 'renderer', 'first'));
  await writeFile(join(folder, 'renderer', 'index.html'), 'page');
  await writeFile(join(folder, 'renderer', 'shelf.html'), 'page');
  await writeFile(join(folder, 'renderer', 'first', 'usual.html'), 'page');
  await writeFile(join(folder, 'renderer', 'assets', 'index-a b.js'), 'script');
  await writeFile(join(folder, 'renderer', 'assets', 'index.js.map'), 'map');
  await symlink(join(folder, 'secret.js'), join(folder, 'renderer', 'assets', 'link.js'));
  files = await listPageFiles(join(folder, 'renderer'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const statusOf = (path: string, method = 'GET') =>
  answerPageRequest(method, `mayfly-app://window${path}`, files).status;

describe('what is there', () => {
  test.each([
    ['/', 'text/html; charset=utf-8'],
    ['/index.html', 'text/html; charset=utf-8'],
    ['/index.html?x=1#y', 'text/html; charset=utf-8'],
    ['/assets/index-a%20b.js', 'text/javascript; charset=utf-8'],
    ['/assets/../index.html', 'text/html; charset=utf-8'],
  ])('%s', (path, type) => {
    const answer = answerPageRequest('GET', `mayfly-app://window${path}`, files);
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      'Content-Type': type,
      'Content-Security-Policy': contentSecurityPolicy,
      'X-Content-Type-Options': 'nosniff',
    });
  });
});

describe('the window’s own address', () => {
  const bodyAt = (path: string, windowDocument: string) => {
    const answer = answerPageRequest('GET', `mayfly-app://window${path}`, files, {
      windowDocument: () => windowDocument,
    });
    return 'path' in answer ? basename(answer.path) : answer.status;
  };

  test('gives the document that the window begins with', () => {
    expect(bodyAt('/index.html', '/first/usual.html')).toBe('usual.html');
    expect(bodyAt('/', '/first/usual.html')).toBe('usual.html');
    expect(bodyAt('/shelf.html', '/first/usual.html')).toBe('shelf.html');
  });

  test('gives a window without a first view where there is no such document', () => {
    expect(bodyAt('/index.html', '/first/unknown.html')).toBe('index.html');
    expect(bodyAt('/index.html', '/../secret.js')).toBe('index.html');
  });
});

describe('what is not', () => {
  const dots = ['..', '%2e%2e', '%2E.', '.%2e', '%252e%252e', '..%00', '%c0%ae%c0%ae', '．．'];
  const slashes = ['/', '%2f', '%2F', '%5c', '\\', '%252f', '//', '/./', '%00/'];
  const climbs = dots.flatMap((dot) =>
    slashes.flatMap((slash) => [
      `/${dot}${slash}secret.txt`,
      `/assets/${dot}${slash}${dot}${slash}secret.js`,
      `/assets${slash}${dot}${slash}${dot}${slash}${dot}${slash}etc${slash}passwd`,
    ]),
  );

  test.each([
    ...climbs,
    '/etc/passwd',
    '//etc/passwd',
    '/%2fetc%2fpasswd',
    '/assets',
    '/assets/',
    '/assets/index.js.map',
    '/assets/link.js',
    '/index.html%00.js',
    '/index.html%20',
    '/INDEX.HTML',
    '/__proto__',
    '/constructor',
    '/%',
    '/%zz',
    '/%ff',
  ])('%s', (path) => {
    expect(statusOf(path)).toBe(404);
  });

  test.each([
    'mayfly-app://other/index.html',
    'mayfly-app://window.evil/index.html',
    'mayfly-app://user@window/index.html',
    'mayfly-app://window:80/index.html',
    'mayfly-app:/index.html',
    'https://window/index.html',
    'file:///index.html',
    'nonsense',
  ])('%s', (url) => {
    expect(answerPageRequest('GET', url, files).status).toBe(404);
  });

  test.each(['POST', 'HEAD', 'PUT', 'OPTIONS', 'get'])('%s is not allowed', (method) => {
    expect(statusOf('/index.html', method)).toBe(405);
  });
});

test('the policy allows nothing by default, no network and nothing inline', () => {
  expect(contentSecurityPolicy).toContain("default-src 'none'");
  expect(contentSecurityPolicy).toContain("connect-src 'none'");
  expect(contentSecurityPolicy).not.toMatch(/unsafe|\*|https?:/);
});
