// The window's other side for its tests and for the gallery: it records what was asked and answers as told.
import type { Bridge, BridgeRequests } from '../../preload/bridge';
import { requests, type Channel, type Outcome, type ViewNews } from '../../preload/contract';
import { providerViews } from '../../main/ipc/connection-view';
import type { AppView } from '../../preload/views/views';
import type { FailureView } from '../../preload/views/failure-view';

export interface Call {
  readonly name: Channel;
  readonly args: readonly unknown[];
}

export interface FakeBridge {
  readonly bridge: Bridge;
  readonly calls: readonly Call[];
  /** Says a new state, as main does. */
  readonly push: (view: AppView) => void;
  /** Says only what changed. */
  readonly tell: (parts: ViewNews['parts']) => void;
  /** What the next calls of this name answer; without it they succeed with nothing. */
  readonly answer: (name: Channel, outcome: Outcome<unknown> | (() => Promise<Outcome<unknown>>)) => void;
}

/** A bridge over one view; typed by the border's own interface, so it cannot drift from it. */
export function createFakeBridge(first: AppView): FakeBridge {
  let view = first;
  const listeners = new Set<(news: string) => void>();
  const say = (news: ViewNews) => {
    for (const listener of listeners) listener(JSON.stringify(news));
  };
  const calls: Call[] = [];
  const answers = new Map<Channel, () => Promise<Outcome<unknown>>>([
    ['files:choose', async () => ({ ok: true, value: { chosen: true } })],
    ['settings:example', async () => ({ ok: true, value: { text: 'https://storage.example/…' } })],
    ['connections:providers', async () => ({ ok: true, value: providerViews() })],
    ['connections:save', async () => ({ ok: true, value: { connectionId: 'c-saved' } })],
    ['shares:copy-link', async () => ({ ok: true, value: { isCopied: true } })],
    ['connections:copy-policy', async () => ({ ok: true, value: { isCopied: true } })],
    ['shares:thumbnail', async () => ({ ok: true, value: {} })],
    ['nearby:pin', async () => ({ ok: true, value: { pin: '012345', isKept: true } })],
    ['nearby:arrivals', async () => ({ ok: true, value: [] })],
    ['proxies:read', async () => ({ ok: true, value: [] })],
    ['connections:live-links', async () => ({ ok: true, value: { live: 0, linked: 0 } })],
    ['shares:find', async () => ({ ok: true, value: { total: view.shares.length, shares: [] } })],
  ]);
  const record =
    (name: Channel) =>
    async (...args: readonly unknown[]): Promise<Outcome<never>> => {
      calls.push({ name, args });
      const answer = answers.get(name);
      // What a test told is what it wants to see; the types of answers are the border's own tests' business.
      return (await (answer?.() ?? { ok: true, value: undefined })) as Outcome<never>;
    };
  const recorded = (Object.keys(requests) as Channel[]).map((channel) => [channel, record(channel)]);
  const bridge: Bridge = {
    ...(Object.fromEntries(recorded) as BridgeRequests),
    'state:get': async () => ({ ok: true, value: view }),
    onState: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
  return {
    bridge,
    calls,
    push(next) {
      view = next;
      say({ isWhole: true, parts: next });
    },
    tell: (parts) => say({ isWhole: false, parts }),
    answer(name, outcome) {
      answers.set(name, typeof outcome === 'function' ? outcome : async () => outcome);
    },
  };
}

/** An Outcome that failed with these words. */
export function refused(failure: FailureView): Outcome<never> {
  return { ok: false, failure };
}
