// Checked by `tsc -b`, never run: a gap between the contract and either end does not compile.
import type { Bridge, BridgeRequests } from '../../preload/bridge';
import type { Channel, Handlers } from '../../preload/contract';
import { request } from '../../renderer/app/state/bridge';

declare const handlers: Handlers;
declare const bridge: Bridge;

const { 'shares:revoke': _handler, ...lacksHandler } = handlers;
const { 'shares:revoke': _request, ...lacksRequest } = bridge;

const cancel = async (input: { readonly uploadId: string }) => void input;

export const gaps: readonly unknown[] = [
  // @ts-expect-error a request without its handler
  lacksHandler satisfies Handlers,
  // @ts-expect-error a handler that answers another type
  { ...handlers, 'shares:find': async () => undefined } satisfies Handlers,
  // @ts-expect-error a handler that wants another input
  { ...handlers, 'shares:revoke': cancel } satisfies Handlers,
  // @ts-expect-error a handler for no request
  { ...handlers, 'shares:burn': async () => undefined } satisfies Handlers,
  // @ts-expect-error a request that the page cannot send
  lacksRequest satisfies BridgeRequests,
  // @ts-expect-error a channel that is not in the contract
  'shares:burn' satisfies Channel,
  // @ts-expect-error an input of another shape
  request('shares:revoke', { uploadId: 'u1' }),
  // @ts-expect-error no input where one is needed
  request('shares:revoke'),
  // @ts-expect-error an input where none is taken
  request('state:get', { shareId: 's1' }),
  // @ts-expect-error paths from the page
  request('files:share', { paths: ['/etc/passwd'], options: {} }),
];
