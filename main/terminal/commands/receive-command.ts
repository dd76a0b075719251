// `mayfly receive`: saves what guests sent by a file request, and waits for it where that is asked for.
import { setTimeout as wait } from 'node:timers/promises';
import { words } from '../../../resources/words/messages';
import { Failure } from '../../core/model/failure';
import type { Arrival } from '../../core/model/requests/file-request';
import type { ReceiveCommand } from '../arguments/file-request-command';
import { requestMeant } from '../arguments/request-ids';
import { jsonLine } from '../output/output';
import type { Serving } from './serve-links';

/** Each look is a request that a provider may charge for; the bucket on this computer does not. */
const lookMs = 5_000;
const lookHereMs = 1_000;

const fileJson = ({ requestId, name, sizeBytes, sha256, sender, note, arrivedAtMs, path }: Arrival): string =>
  jsonLine({
    request: requestId,
    name,
    sizeBytes,
    sha256,
    ...(sender !== undefined && { sender }),
    ...(note !== undefined && { note }),
    arrivedAt: new Date(arrivedAtMs).toISOString(),
    path,
  });

/**
 * Prints a line for each file once it is in the folder. Raises as `requestMeant`, and what looking and saving raise; with `--wait`
 * `request-over` where nothing can come any more.
 */
export async function receiveFiles(
  command: ReceiveCommand,
  { app, terminal, signal }: Pick<Serving, 'app' | 'terminal' | 'signal'>,
): Promise<number> {
  const { request } = requestMeant(command.id, app);
  const folder = await app.prepareFolder(command.folder);
  const isHere = app.store.get().connections.some(({ id, kind }) => id === request.connectionId && kind === 'embedded');
  const wish = {
    folder,
    signal,
    onSaved: (arrival: Arrival) => terminal.print(command.json ? fileJson(arrival) : (arrival.path ?? '')),
  };
  for (;;) {
    if (signal.aborted) return 130;
    const { saved, isOver } = await app.receiveArrivals(request.id, wish, command.wait);
    if (signal.aborted) return 130;
    if (saved.length > 0) return 0;
    if (command.wait && isOver) throw new Failure('request-over');
    if (!command.wait) {
      terminal.say(`mayfly: ${words.terminal.hints.nothingCame}`);
      return 0;
    }
    await wait(isHere ? lookHereMs : lookMs, undefined, { signal }).catch(() => undefined);
  }
}
