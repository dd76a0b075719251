// The engine's end of the channel: messages in, transfers run, facts out.
import { asFailure, assertNever } from '../../core/model/failure';
import type { RunningTransfer, TransferEngine } from '../../core/ports/transfer-engine';
import { tellRequests } from '../network/request-log';
import { fewTransfers, fromMessage, toMessage, type Channel, type FromEngine, type ToEngine } from './messages';
import { createOutbox } from './outbox';

interface Waiting {
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

const tellEveryMs = 50;

/**
 * Tells progress at most twenty times a second: a fast line would send thousands of messages, and thousands of small files three each. The first byte
 * and a loss are told at once; `done` tells the end.
 */
function seldom(tell: (sentBytes: number) => void): (sentBytes: number) => void {
  let told = 0;
  let dueAtMs = 0;
  return (sentBytes) => {
    const nowMs = performance.now();
    if (sentBytes === told || (sentBytes > told && told > 0 && nowMs < dueAtMs)) return;
    told = sentBytes;
    dueAtMs = nowMs + tellEveryMs;
    tell(sentBytes);
  };
}

/** Serves `engine` to the other end; `onClosed` is called once it asked for the end and everything stopped. */
export function serveEngine(
  engine: TransferEngine,
  channel: Channel<FromEngine, ToEngine>,
  onClosed: () => void,
): void {
  const running = new Map<string, RunningTransfer>();
  const saves = new Map<number, Waiting>();
  /** Lets the first byte go, by the id of the transfer. */
  const held = new Map<string, () => void>();
  let lastSave = 0;
  let asking = 0;
  let endTelling: () => void = () => undefined;
  const { send, flush } = createOutbox<FromEngine>(
    (messages) => channel.send(messages),
    () => running.size + asking > fewTransfers,
  );

  const run = ({ job, isHeld }: Extract<ToEngine, { readonly type: 'run' }>) => {
    const { id } = job;
    const firstByte = isHeld === true ? new Promise<void>((resolve) => void held.set(id, resolve)) : undefined;
    const transfer = engine.run(job, {
      firstByte,
      onProgress: seldom((sentBytes) => send({ type: 'progress', id, sentBytes })),
      save: (fact) =>
        new Promise<void>((resolve, reject) => {
          const saveId = (lastSave += 1);
          saves.set(saveId, { resolve, reject });
          send({ type: 'save', id, saveId, fact });
        }),
    });
    running.set(id, transfer);
    transfer.done
      .then(
        (done) => send({ type: 'done', id, done }),
        (error: unknown) => send({ type: 'failed', id, failure: toMessage(asFailure(error)) }),
      )
      .finally(() => {
        running.delete(id);
        held.delete(id);
      });
  };

  const ask = ({ askId, url, connection, route }: Extract<ToEngine, { readonly type: 'ask' }>) => {
    asking += 1;
    void engine
      .ask(url, connection, route)
      .then(
        (answer) => send({ type: 'asked', askId, ...(answer !== undefined && { answer }) }),
        (error: unknown) => send({ type: 'asked', askId, failure: toMessage(asFailure(error)) }),
      )
      .finally(() => {
        asking -= 1;
      });
  };

  const receive = (message: ToEngine) => {
    switch (message.type) {
      case 'run':
        run(message);
        return;
      case 'go':
        held.get(message.id)?.();
        return;
      case 'ask':
        ask(message);
        return;
      case 'stop':
        running.get(message.id)?.stop(message.reason);
        return;
      case 'limits':
        engine.setLimits(message.limits);
        return;
      case 'renew':
        engine.renew(message.connectionId, message.credentials);
        return;
      case 'warm-up':
        engine.warmUp(message.destination);
        return;
      case 'cool-down':
        engine.coolDown();
        return;
      case 'tell-requests':
        endTelling = tellRequests((line) => send({ type: 'request', line }));
        return;
      case 'saved': {
        const waiting = saves.get(message.saveId);
        saves.delete(message.saveId);
        if (message.failure === undefined) waiting?.resolve();
        else waiting?.reject(fromMessage(message.failure));
        return;
      }
      case 'close':
        void engine.close().then(() => {
          endTelling();
          send({ type: 'closed' });
          flush();
          onClosed();
        });
        return;
      default:
        assertNever(message);
    }
  };
  channel.onMessages((messages) => {
    for (const message of messages) receive(message);
  });
}
