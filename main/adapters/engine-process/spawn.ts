// Under Electron the transfer engine runs in a utility process: hashing and sending at full speed never stall the window.
import { utilityProcess } from 'electron';
import type { Route } from '../../core/model/proxy-route';
import type { TransferEngine } from '../../core/ports/transfer-engine';
import { createEngineClient } from './client';
import type { FromEngine } from './messages';

/** `entryPath`: the built `engine.cjs`. The others are those of `createEngineClient`. */
export function createEngineProcess(
  entryPath: string,
  routeTo: (url: string) => Promise<Route>,
  onRequest: ((line: string) => void) | undefined,
): TransferEngine {
  return createEngineClient(
    () => {
      const child = utilityProcess.fork(entryPath, [], { serviceName: 'Mayfly transfers', stdio: 'ignore' });
      return {
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a process, not a window
        send: (messages) => child.postMessage(messages),
        onMessages: (listener) => child.on('message', (messages: readonly FromEngine[]) => listener(messages)),
        onGone: (listener) => child.once('exit', () => listener()),
        kill: () => child.kill(),
      };
    },
    routeTo,
    onRequest,
  );
}
