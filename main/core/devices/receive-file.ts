// One file of an accepted session comes.
import { asFailure, Failure } from '../model/failure';
import type { DeviceAnswer, DeviceRequest } from '../ports/localsend';
import type { DevicesContext, Receiving, Running } from './devices-context';
import { endReceiving, noteSaved, saveFile, waitForNext } from './receiving';
import { isCancelOf, uploadOf, withFile } from './rules/session';

/** Ends with the session. */
async function* until(end: AbortSignal, pieces: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  for await (const piece of pieces) {
    if (end.aborted) throw new Failure('cancelled');
    yield piece;
  }
}

/** As release 1.18 answers: a size that differs 500, a hash that differs 422 and the same token again. */
function statusOf(failure: Failure, hasHash: boolean): number {
  if (failure.code === 'received-differs') return hasHash ? 422 : 500;
  return failure.code === 'cancelled' ? 403 : 500;
}

/** What is the sender's, or only breaks off, is told with the session's end. */
const isTold = ({ code }: Failure): boolean =>
  code === 'disk-full' || code === 'folder-unusable' || code === 'folder-missing' || code === 'received-differs';

/** Answers `upload`. */
export async function onUpload(
  context: DevicesContext,
  running: Running,
  request: DeviceRequest,
): Promise<DeviceAnswer> {
  const { receiving } = running;
  const { query, from } = request;
  const asked = (name: string) => query.get(name) ?? undefined;
  const ids = { sessionId: asked('sessionId'), fileId: asked('fileId'), token: asked('token'), from };
  const file = uploadOf(receiving?.session, ids);
  if (receiving === undefined || typeof file === 'number') return { status: typeof file === 'number' ? file : 403 };
  begin(receiving, file.id);
  let bytes = 0;
  const onBytes = (count: number) => {
    bytes += count;
    receiving.receivedBytes += count;
    receiving.show();
  };
  try {
    const saved = await saveFile(context, receiving, file, until(receiving.end.signal, request.pieces()), onBytes);
    receiving.session = withFile(receiving.session, file.id, 'saved');
    noteSaved(context, running, receiving, saved);
    return { status: 200 };
  } catch (error) {
    // A broken connection is an error of the socket.
    const failure = error instanceof Failure ? error : new Failure('received-cut-off', { fileName: file.name }, error);
    receiving.receivedBytes -= bytes;
    const isAgain =
      failure.code === 'received-cut-off' || (failure.code === 'received-differs' && file.sha256 !== undefined);
    receiving.session = withFile(receiving.session, file.id, 'failed', isAgain);
    if (isTold(failure)) context.tell({ kind: 'failure', failure });
    context.ports.log.error('a file of a device nearby was not saved', asFailure(failure));
    return { status: statusOf(failure, file.sha256 !== undefined) };
  } finally {
    receiving.coming -= 1;
    waitForNext(context, running, receiving);
  }
}

function begin(receiving: Receiving, fileId: string): void {
  receiving.session = withFile(receiving.session, fileId, 'coming');
  receiving.coming += 1;
  clearTimeout(receiving.idle);
}

/** Answers `cancel`, with 200 whatever it was about, as release 1.18 does: by the sender of an offer or session, or by a device that is sent to. */
export function onCancel(context: DevicesContext, running: Running, request: DeviceRequest): DeviceAnswer {
  const { from } = request;
  const sessionId = request.query.get('sessionId') ?? undefined;
  if (running.deciding?.from === from) running.deciding.decide('gone');
  const { receiving } = running;
  if (receiving !== undefined && isCancelOf(receiving.session, { sessionId, from }))
    endReceiving(context, running, receiving);
  for (const sending of context.sending.values()) {
    if (sending.host !== from || sending.sessionId !== sessionId) continue;
    sending.cutOff = true;
    sending.end.abort();
  }
  return { status: 200 };
}
