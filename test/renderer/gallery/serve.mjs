// Builds the gallery and serves it under the window's own content security policy.
import { createServer } from 'node:http';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import react from '@vitejs/plugin-react';
import { build } from 'vite';

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };

/** Gives its origin, and what ends it. */
export async function serveGallery() {
  const built = await mkdtemp(join(tmpdir(), 'mayfly-gallery-'));
  await build({
    configFile: false,
    root: import.meta.dirname,
    plugins: [react()],
    logLevel: 'error',
    build: { outDir: built, emptyOutDir: true, target: 'chrome130', modulePreload: false },
  });
  const answer = async (path, response) => {
    // The browser asks for one by itself; the window's own scheme has none.
    if (path === '/favicon.ico') {
      response.writeHead(204).end();
      return;
    }
    // Main gives it once it answers; here the bridge is there from the beginning.
    if (path === '/answering.js') {
      response.writeHead(200, { 'content-type': types['.js'], 'content-security-policy': policy }).end();
      return;
    }
    try {
      const isPage = ['/', '/shelf.html', '/region.html'].includes(path);
      const body = await readFile(join(built, isPage ? 'index.html' : path));
      const type = types[extname(path)] ?? 'text/html';
      response.writeHead(200, { 'content-type': type, 'content-security-policy': policy }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  };
  const server = createServer((request, response) => {
    void answer(new URL(request.url ?? '/', 'http://gallery').pathname, response);
  });
  await new Promise((done) => void server.listen(0, '127.0.0.1', done));
  const address = server.address();
  return {
    origin: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    async close() {
      server.close();
      await rm(built, { recursive: true, force: true });
    },
  };
}
