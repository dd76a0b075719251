// The body of a signed form with its file, as a browser sends it (RFC 7578), for the doctor's probe.
import { randomBytes } from 'node:crypto';
import type { FormFields } from '../signing/form-signer';

export function formBody(fields: FormFields, content: Uint8Array) {
  const boundary = `mayfly-${randomBytes(16).toString('hex')}`;
  const part = (name: string, more = '') =>
    `--${boundary}\r\ncontent-disposition: form-data; name="${name}"${more}\r\n\r\n`;
  const body = Buffer.concat([
    Buffer.from(
      Object.entries(fields)
        .map(([name, value]) => `${part(name)}${value}\r\n`)
        .join(''),
    ),
    Buffer.from(part('file', '; filename="mayfly-test.txt"')),
    content,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  return {
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}`, 'content-length': String(body.length) },
    body,
  };
}
