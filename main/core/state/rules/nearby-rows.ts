// The transitions of devices nearby.
import type { NearbyState, ReceivedFile, ReceivedFromDevice, SendingFiles } from '../../model/devices/nearby';
import type { AppState, Transition } from './app-state';

/** Rows of what was sent and received; the files of older ones are where they are. */
export const mostNearbyRows = 20;

/** `undefined` removes a part. */
export const nearbyIs =
  (change: { readonly [Part in keyof NearbyState]?: NearbyState[Part] | undefined }): Transition =>
  (state) => {
    const parts = Object.entries({ ...state.nearby, ...change }).filter(([, part]) => part !== undefined);
    return { ...state, nearby: Object.fromEntries(parts) as unknown as NearbyState };
  };

/** A row as it is now, in its place; a new one comes first. */
export const sendingIs =
  (row: SendingFiles): Transition =>
  (state) => {
    const { sending } = state.nearby;
    const at = sending.findIndex(({ id }) => id === row.id);
    const rows = at < 0 ? [row, ...sending] : sending.with(at, row);
    return { ...state, nearby: { ...state.nearby, sending: rows.slice(0, mostNearbyRows) } };
  };

export const sendingForgotten =
  (id: string): Transition =>
  (state) => ({
    ...state,
    nearby: { ...state.nearby, sending: state.nearby.sending.filter((row) => row.id !== id) },
  });

/** The list of what came changed too: the window asks for it again. */
const receivedAre = (state: AppState, received: readonly ReceivedFromDevice[]): AppState => ({
  ...state,
  nearby: { ...state.nearby, received },
  requestChanges: state.requestChanges + 1,
});

export const receivedFromDevice =
  (row: ReceivedFromDevice): Transition =>
  (state) =>
    receivedAre(state, [row, ...state.nearby.received].slice(0, mostNearbyRows));

export const receivedForgotten =
  (id: string): Transition =>
  (state) =>
    receivedAre(
      state,
      state.nearby.received.filter((row) => row.id !== id),
    );

/** What is left of a session; without files its row goes. */
export const receivedLeft =
  (id: string, files: readonly ReceivedFile[]): Transition =>
  (state) =>
    receivedAre(
      state,
      state.nearby.received.flatMap((row) => (row.id !== id ? row : files.length === 0 ? [] : { ...row, files })),
    );
