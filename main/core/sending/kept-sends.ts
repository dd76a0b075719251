// What is kept of the files of a sending, as the guest's rules ask for it.
import type { ChosenFile } from '../../../renderer/guest/choosing/chosen-file';
import { randomName } from '../../../renderer/guest/manifest';
import type { Begun, Remembered } from '../../../renderer/guest/remembered';
import type { Request } from '../../../renderer/guest/request';
import type { Server } from '../../../renderer/guest/server';
import type { BegunList, BegunSend } from '../ports/begun-sends';
import type { FileToSend } from './file-to-send';

export interface KeptSends {
  readonly remembered: Remembered;
  /** That of the files which were begun before; another one where there are none. What comes in one batch comes to lie in one folder. */
  readonly batch: string;
  /** Keeps the batch, before anything of a file is written: what is sent after a kill comes to lie with what came before. */
  readonly begin: (first: ChosenFile & { readonly file: FileToSend }) => void;
  /** Whether the storage had all of the file before. */
  readonly wasReceived: (file: FileToSend, path: string) => boolean;
  readonly received: (file: FileToSend, path: string) => void;
  /** Removes all of it: nothing is left to go on with. */
  readonly remove: () => void;
}

const begunOf = ({ path, sizeBytes, slot = -1, key, batch, isWhole, etag }: BegunSend): Begun => ({
  path,
  size: sizeBytes,
  lastModified: 0,
  slot,
  key,
  batch,
  ...(isWhole === true && { isWhole, etag }),
});

/** Whether the slot still has the manifest that was written there. Of a storage that does not answer nothing is believed. */
async function isStillOwn(request: Request, server: Server, { slot, etag, isWhole }: BegunSend): Promise<boolean> {
  // One that goes in parts has the word of the receiving computer.
  if (slot === undefined || isWhole !== true) return true;
  if (!request.slots.includes(slot)) return false;
  const found = await server.head(request.taken(slot));
  return found.status === 200 && found.etag !== '' && found.etag === etag;
}

/**
 * `isSealed`: files are encrypted. Their keys are kept nowhere, so one that goes in parts begins anew in its slot, and one that goes in one write
 * in another.
 */
export async function openKeptSends(
  list: BegunList,
  request: Request,
  server: Server,
  chosen: readonly (ChosenFile & { readonly file: FileToSend })[],
  isSealed: boolean,
): Promise<KeptSends> {
  const isOf = ({ path: own, stamp, sizeBytes }: BegunSend, file: FileToSend, path: string) =>
    own === path && stamp === file.stamp && sizeBytes === file.size;
  const meant = list.left.filter((send) => chosen.some(({ file, path }) => isOf(send, file, path)));
  const before = meant.find((send) => send.batch !== '')?.batch;
  const batch = before ?? randomName();
  const known: BegunSend[] = [];
  for (const send of meant) if (await isStillOwn(request, server, send)) known.push(send);
  let begun = known.flatMap((send) => (send.slot === undefined ? [] : [begunOf(send)]));
  const sendOf = ({ slot, path, batch, key, isWhole, etag }: Begun): BegunSend | undefined => {
    const file = chosen.find((one) => one.path === path)?.file;
    if (file === undefined) return undefined;
    const whole = isWhole === true ? { isWhole, ...(etag !== undefined && { etag }) } : {};
    return { path, sizeBytes: file.size, stamp: file.stamp, slot, key, batch, ...whole };
  };
  const described = (file: FileToSend, path: string): BegunSend => ({
    path,
    sizeBytes: file.size,
    stamp: file.stamp,
    key: '',
    batch,
  });
  return {
    batch,
    remembered: {
      ...(!isSealed && { keepsWhole: true }),
      all: () => begun,
      isSame: ({ slot, path: own }, { file, path }) =>
        own === path && known.some((send) => send.slot === slot && isOf(send, file as FileToSend, path)),
      keep(one) {
        const kept = isSealed ? { ...one, key: '' } : one;
        const send = sendOf(kept);
        begun = [...begun.filter(({ slot }) => slot !== kept.slot), kept];
        if (send !== undefined) list.keep(send);
      },
      forget(slot) {
        const one = begun.find((each) => each.slot === slot);
        begun = begun.filter((each) => each !== one);
        const send = one && sendOf(one);
        // What is kept of the file is that of another slot by now.
        const isElsewhere = begun.some(({ path }) => path === one?.path);
        if (send !== undefined && !isElsewhere) list.forget(send);
      },
    },
    begin({ file, path }) {
      if (before === undefined) list.keep({ ...described(file, path), isMeant: true });
    },
    wasReceived: (file, path) =>
      known.some((send) => send.slot === undefined && send.isMeant !== true && isOf(send, file, path)),
    received: (file, path) => list.keep(described(file, path)),
    remove: () => list.remove(),
  };
}
