// What guests say of files that are on their way, each manifest read once.
import type { RequestSecrets } from '../encryption/encryption';
import type { FileRequest } from '../model/requests/file-request';
import type { ListedObject, ObjectStore } from '../ports/object-store';
import { manifestOf } from './find-arrivals';
import type { AskedUpload, Manifest } from './rules/manifest';

/** Names and notes of ten thousand slots would be many. */
type Said = Pick<Manifest, 'batch' | 'count' | 'ask'>;
/** Of a manifest that asks for links to parts. */
export type Asking = Said & { readonly ask: AskedUpload };

/** Tells a manifest from another one in its place. */
export const askedBy = ({ etag, modifiedAtMs }: ListedObject): string => etag ?? String(modifiedAtMs);

type Read<T> = (
  objects: ObjectStore,
  request: FileRequest,
  slot: number,
  about: ListedObject,
) => Promise<T | undefined>;

export interface ManifestMemory {
  /** `about`: the manifest as it is listed. `undefined` where it says nothing that can be read. Raises what the store raises. */
  readonly saidOf: Read<Said>;
  /** The same of a guest who asks for links to parts, else `undefined`. */
  readonly askingOf: Read<Asking>;
  /** Forgets what was said of every other slot of this request. A process that runs for months sees many. */
  readonly keepOnly: (request: Pick<FileRequest, 'id'>, slots: ReadonlySet<number>) => void;
}

export function createManifestMemory(secrets: Pick<RequestSecrets, 'openHead'>): ManifestMemory {
  /** By request, and by slot. */
  const manifests = new Map<string, Map<number, { readonly asked: string; readonly said: Said | undefined }>>();
  const saidOf: ManifestMemory['saidOf'] = async (objects, request, slot, about) => {
    const asked = askedBy(about);
    const ofRequest = manifests.get(request.id) ?? new Map();
    const known = ofRequest.get(slot);
    if (known?.asked === asked) return known.said;
    const whole = await manifestOf(objects, secrets, request, about);
    const said = whole && {
      batch: whole.batch,
      count: whole.count,
      ...(whole.ask !== undefined && { ask: whole.ask }),
    };
    manifests.set(request.id, ofRequest.set(slot, { asked, said }));
    return said;
  };
  return {
    saidOf,
    async askingOf(objects, request, slot, about) {
      const said = await saidOf(objects, request, slot, about);
      return said?.ask === undefined ? undefined : { ...said, ask: said.ask };
    },
    keepOnly({ id }, slots) {
      const ofRequest = manifests.get(id);
      for (const slot of ofRequest?.keys() ?? []) if (!slots.has(slot)) ofRequest?.delete(slot);
      if (ofRequest?.size === 0) manifests.delete(id);
    },
  };
}
