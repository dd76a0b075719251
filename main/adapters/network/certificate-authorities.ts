// A private certificate authority is trusted for one connection, beside the usual ones.
import { X509Certificate } from 'node:crypto';
import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { createSecureContext, type SecureContext } from 'node:tls';
import type { Reason } from '../../../resources/words/reasons';
import { remembered } from '../../core/async/remembered';
import { Failure } from '../../core/model/failure';

/** Four times a bundle of all authorities that browsers trust. */
const largestBytes = 1_048_576;
const certificate = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

const reasons: Readonly<Record<string, Reason>> = {
  ENOENT: 'it is not there',
  EACCES: 'you have no right to read it',
  EPERM: 'you have no right to read it',
  EISDIR: 'it is a folder',
  // A pipe or a socket that cannot be opened so.
  ENXIO: 'it is no ordinary file',
};

/** The certificates in a PEM file. Raises `ca-file-unusable`. */
export async function readAuthorities(path: string): Promise<readonly string[]> {
  const unusable = (reason: Reason, cause?: unknown) => new Failure('ca-file-unusable', { reason }, cause);
  const text = await readText(path).catch((error: NodeJS.ErrnoException) => {
    throw error instanceof Failure ? error : unusable(reasons[error.code ?? ''] ?? 'it cannot be read', error);
  });
  const found = text.match(certificate) ?? [];
  if (found.length === 0) throw unusable('it holds no certificate');
  for (const pem of found) {
    try {
      // Read here, because OpenSSL leaves out silently what it cannot read.
      void new X509Certificate(pem);
    } catch (error) {
      throw unusable('one of its certificates is damaged', error);
    }
  }
  return found;
}

/** A pipe without a writer must not block this process, an endless device must not fill its memory. */
async function readText(path: string): Promise<string> {
  // Windows has neither of the two, and no pipes among its files. Source: open(2).
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
  try {
    const found = await file.stat();
    if (found.isDirectory()) throw new Failure('ca-file-unusable', { reason: 'it is a folder' });
    if (!found.isFile()) throw new Failure('ca-file-unusable', { reason: 'it is no ordinary file' });
    return await readBounded(file);
  } finally {
    await file.close();
  }
}

/** Ignores the reported size: files of /proc report 0, others grow. */
async function readBounded(file: FileHandle): Promise<string> {
  const buffer = Buffer.alloc(largestBytes + 1);
  let length = 0;
  for (;;) {
    const { bytesRead } = await file.read(buffer, length, buffer.length - length);
    length += bytesRead;
    if (length > largestBytes) throw new Failure('ca-file-unusable', { reason: 'it is too large' });
    if (bytesRead === 0) return buffer.toString('latin1', 0, length);
  }
}

/**
 * The authorities that a connection with such a file trusts, the usual ones among them. Raises `ca-file-unusable`. Node reads those (20 ms) once in a
 * process, with the first context: so it is made for the first handshake, which may be that of another thread.
 *
 * With the option `ca` Node parses all 140 usual ones for each context (45 ms); without it every context shares them, parsed once for the process.
 * A context copies that list before its first addition, so no other trusts the file. `addCACert` is undocumented.
 */
export async function trusting(path: string): Promise<() => SecureContext> {
  const authorities = await readAuthorities(path);
  return remembered<void, SecureContext>(() => contextWith(authorities));
}

function contextWith(authorities: readonly string[]): SecureContext {
  const trusted = createSecureContext();
  const { addCACert } = trusted.context as { addCACert: (pem: string) => void };
  for (const pem of authorities) addCACert.call(trusted.context, pem);
  return trusted;
}
