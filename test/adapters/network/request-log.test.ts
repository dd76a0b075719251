// Each request is told by its method, host, answer and time, and by nothing that opens what it asks for.
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import * as fc from 'fast-check';
import { afterEach, beforeAll, afterAll, describe, expect, test } from 'vitest';
import { createAgents, send, usualTimeLimits } from '../../../main/adapters/network/http-client';
import { asksForRequests, observed, tellRequests } from '../../../main/adapters/network/request-log';
import { Failure } from '../../../main/core/model/failure';

const secret = 'CANARYsecret';
const server = http.createServer((request, response) => {
  request.resume();
  response.writeHead(request.url?.startsWith('/none') === true ? 404 : 200).end('x');
});
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => new Promise((resolve) => server.close(resolve)));
const host = () => `127.0.0.1:${(server.address() as AddressInfo).port}`;

let end: () => void = () => undefined;
afterEach(() => end());
const listen = (): readonly string[] => {
  const lines: string[] = [];
  end = tellRequests((line) => lines.push(line.replace(/\d+ ms/, 'N ms')));
  return lines;
};
const agents = createAgents(1);
afterAll(() => agents.close());
const ask = (path: string) =>
  send({ method: 'GET', url: `http://${host()}${path}`, headers: {} }, agents, usualTimeLimits);

test('a request of our own', async () => {
  const lines = listen();
  await ask(`/files/report.pdf?X-Amz-Signature=${secret}#${secret}`);
  await ask('/none');
  expect(lines).toEqual([
    `GET ${host()} 200, N ms, path of 17 characters`,
    `GET ${host()} 404, N ms, path of 5 characters`,
  ]);
});

test('one that fails, by the code of its failure', async () => {
  const lines = listen();
  const failing = Promise.reject<{ status: number }>(new Failure('timed-out', { host: secret }));
  await observed({ method: 'PUT', url: `https://${secret}@s3.example.com/k?x=${secret}` }, failing).catch(
    () => undefined,
  );
  expect(lines).toEqual(['PUT s3.example.com timed-out, N ms, path of 2 characters']);
});

test('one of a library', async () => {
  const lines = listen();
  await new Promise((resolve) => {
    http.get(`http://${host()}/key?token=${secret}`, (response) => response.resume().on('end', resolve));
  });
  await new Promise((resolve) => http.get(`http://127.0.0.1:1/${secret}`).on('error', resolve));
  expect(lines).toEqual([
    `GET ${host()} 200, N ms, path of 4 characters`,
    'GET 127.0.0.1:1 connection-refused, N ms, path of 13 characters',
  ]);
});

describe('without somebody who listens', () => {
  test('nothing is told, and the answer is the same promise', async () => {
    const lines = listen();
    end();
    const answering = Promise.resolve({ status: 200 });
    expect(observed({ method: 'GET', url: 'http://h/' }, answering)).toBe(answering);
    await ask('/key');
    expect(lines).toEqual([]);
  });
});

test('no line holds a query, a signature, a user or a key', async () => {
  const lines = listen();
  const text = fc.stringMatching(/^[A-Za-z0-9%._~!$&'()*+,;=:-]{8,40}$/);
  const url = fc
    .record({ user: text, key: fc.array(text, { maxLength: 3 }), query: text, fragment: text })
    .map(({ user, key, query, fragment }) => ({
      url: `https://${user}@s3.example.com/${key.join('/')}?X-Amz-Signature=${query}#${fragment}`,
      hidden: [user, ...key, query, fragment],
    }));
  await fc.assert(
    fc.asyncProperty(url, async ({ url, hidden }) => {
      await observed({ method: 'GET', url }, Promise.resolve({ status: 200 }));
      const line = lines.at(-1) ?? '';
      expect(line).toMatch(/^GET s3\.example\.com 200, N ms, path of \d+ characters$/);
      for (const one of hidden) expect(line).not.toContain(one);
    }),
  );
});

test.each([
  [{ MAYFLY_LOG: 'debug' }, true],
  [{ MAYFLY_LOG: '' }, false],
  [{}, false],
])('%j asks for them: %s', (environment, asks) => {
  expect(asksForRequests(environment)).toBe(asks);
});
