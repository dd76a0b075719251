// Writes one part of a slot, as a guest does who has nothing but the page.
import { formBody } from '../../main/adapters/s3/probe/upload-form';
import type { GuestWrite } from '../core/requests/guest';

/** What a guest altered of a write: fields of the form, or headers of the PUT; and the address. */
export interface Alteration {
  readonly said?: Readonly<Record<string, string>>;
  readonly url?: (url: string) => string;
}

/** Gives the status; 0 where the server refused so early that it hung up while the file was on its way. */
export async function put(write: GuestWrite, file: Uint8Array, { said = {}, url }: Alteration = {}): Promise<number> {
  const to = url === undefined ? write.url : url(write.url);
  const sent =
    write.kind === 'form'
      ? { method: 'POST', ...formBody({ ...write.fields, ...said }, file) }
      : { method: 'PUT', headers: { ...write.headers, ...said }, body: file };
  try {
    return (await fetch(to, { ...sent, body: new Uint8Array(sent.body) })).status;
  } catch (error) {
    const { code } = ((error as Error).cause ?? {}) as { readonly code?: string };
    if (code === 'ECONNRESET' || code === 'EPIPE') return 0;
    throw error;
  }
}

/** What the storage answers a write that it stored: a form asks for 201, a PUT gets 200. */
export const storedStatus = ({ kind }: Pick<GuestWrite, 'kind'>): number => (kind === 'form' ? 201 : 200);

export const isAccepted = (status: number): boolean => status >= 200 && status < 300;
