// Checks the sender and the input of every request, as plain functions. Nothing
// here knows Electron, so every rule is tested in plain Node.
import type * as z from 'zod';
import { requests, type Channel, type Handlers, type Outcome, type Output } from '../../preload/contract';
import { asFailure, Failure } from '../core/model/failure';
import { failureView } from './failure-view';
import type { Log } from '../core/model/system';

/** The fields of Electron's IpcMainInvokeEvent that are checked. */
export interface Caller {
  readonly sender: { readonly id: number; readonly mainFrame?: unknown };
  readonly senderFrame: { readonly origin: string; readonly parent: unknown; readonly detached: boolean } | null;
}

export interface OwnPage {
  /** The exact origin the window is served from. */
  readonly origin: string;
  readonly isOwnWindow: (webContentsId: number) => boolean;
}

/**
 * Whether a call comes from the top frame of a Mayfly window that shows Mayfly's own page. Call it before any `await`: the
 * frame may be gone a moment later. Returns false for a frame that is gone (Electron gives null, or throws).
 */
export function isOwnCaller(caller: Caller, page: OwnPage): boolean {
  try {
    const frame = caller.senderFrame;
    if (frame === null || frame.parent !== null) return false;
    // Once its process has crashed, Electron calls the frame of a window detached also after it was loaded again.
    if (frame.detached && frame !== caller.sender.mainFrame) return false;
    return frame.origin === page.origin && page.isOwnWindow(caller.sender.id);
  } catch {
    return false;
  }
}

/** Names the invalid field, never its value: the value may be a secret. */
function refusal(error: z.ZodError): Failure {
  const path = error.issues[0]?.path ?? [];
  if (path.at(-1) === 'expirySeconds') return new Failure('expiry-out-of-range');
  return path.length === 0
    ? new Failure('bad-request')
    : new Failure('bad-request', {
        reason: '{{field}} is not valid',
        reasonValues: { field: path.map(String).join('.') },
      });
}

/**
 * Validates the input and calls the handler. Never rejects: every result is an Outcome. `report` gets failures with the code
 * `unexpected`.
 */
export async function answer<C extends Channel>(
  channel: C,
  handlers: Handlers,
  args: readonly unknown[],
  report: (error: Failure) => void,
): Promise<Outcome<Output<C>>> {
  const refuse = (failure: Failure): Outcome<never> => ({ ok: false, failure: failureView(failure) });
  if (args.length > 1) return refuse(new Failure('bad-request'));
  const parsed = requests[channel].input.safeParse(args[0]);
  if (!parsed.success) return refuse(refusal(parsed.error));
  try {
    // The contract ties input and handler of one channel together; TypeScript cannot follow that through a computed channel.
    const handle = handlers[channel] as (input: unknown) => Promise<Output<C>>;
    return { ok: true, value: await handle(parsed.data) };
  } catch (error) {
    const failure = asFailure(error);
    if (failure.code === 'unexpected') report(failure);
    return refuse(failure);
  }
}

export interface Border {
  readonly handlers: Handlers;
  readonly page: OwnPage;
  readonly log: Log;
}

/** Answers one IPC message. Rejects, and runs no handler, when the sender is not Mayfly's own page. */
export async function receive(
  channel: Channel,
  caller: Caller,
  args: readonly unknown[],
  { handlers, page, log }: Border,
): Promise<Outcome<unknown>> {
  if (!isOwnCaller(caller, page)) {
    log.error(`refused a call to ${channel} from a page that is not ours`);
    throw new Error('refused');
  }
  return answer(channel, handlers, args, (failure) => log.error(`${channel} failed unexpectedly`, failure));
}
