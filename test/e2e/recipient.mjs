// The other program that opens a link: a process of its own that knows nothing but the URL on its standard input.
import { createHash } from 'node:crypto';
import { text } from 'node:stream/consumers';

const url = (await text(process.stdin)).trim();
try {
  const response = await fetch(url);
  const body = Buffer.from(await response.arrayBuffer());
  const received = {
    status: response.status,
    contentType: response.headers.get('content-type'),
    disposition: response.headers.get('content-disposition'),
    sizeBytes: body.length,
    sha256: createHash('sha256').update(body).digest('hex'),
  };
  process.stdout.write(JSON.stringify(received));
} catch {
  process.stdout.write(JSON.stringify({ status: 0, contentType: null, disposition: null, sizeBytes: 0, sha256: '' }));
}
