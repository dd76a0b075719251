// Why this exists: the other program that opens a link: a process of its own that knows nothing but the URL on its standard input.
import { createHash } from 'node:crypto';
import { text } from 'node:stream/consumers';

const response = await fetch((await text(process.stdin)).trim());
const body = Buffer.from(await response.arrayBuffer());
process.stdout.write(
  JSON.stringify({
    status: response.status,
    contentType: response.headers.get('content-type'),
    disposition: response.headers.get('content-disposition'),
    sizeBytes: body.length,
    sha256: createHash('sha256').update(body).digest('hex'),
  }),
);
