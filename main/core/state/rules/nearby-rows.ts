// The transitions of devices nearby.
import type { NearbyState, ReceivedFromDevice, SendingFiles } from '../../model/devices/nearby';
import type { Transition } from './app-state';

/** Rows of what was sent and received; the files of older ones are where they are. */
const mostRows = 20;

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
    return { ...state, nearby: { ...state.nearby, sending: rows.slice(0, mostRows) } };
  };

export const sendingForgotten =
  (id: string): Transition =>
  (state) => ({
    ...state,
    nearby: { ...state.nearby, sending: state.nearby.sending.filter((row) => row.id !== id) },
  });

export const receivedFromDevice =
  (row: ReceivedFromDevice): Transition =>
  (state) => ({ ...state, nearby: { ...state.nearby, received: [row, ...state.nearby.received].slice(0, mostRows) } });

export const receivedForgotten =
  (id: string): Transition =>
  (state) => ({
    ...state,
    nearby: { ...state.nearby, received: state.nearby.received.filter((row) => row.id !== id) },
  });
