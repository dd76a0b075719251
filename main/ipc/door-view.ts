// The short links of shares and file requests as the window sees them.
import type { DoorView } from '../../preload/views/door-view';
import type { App } from '../core/app/app';
import { visibleLine } from '../core/model/visible-text';
import type { AppState } from '../core/state/rules/app-state';

/** The addresses of the doors that are not closed, for showing, by the share or file request; of several the newest. */
export const doorAddresses = ({ doors }: Pick<AppState, 'doors'>): ReadonlyMap<string, string> =>
  new Map(
    doors
      .filter(({ closedAtMs }) => closedAtMs === undefined)
      .toReversed()
      .map(({ targetId, address }) => [targetId, visibleLine(address)]),
  );

/** `undefined` without a door, and for one that forwards to nothing any more. */
export function doorView(app: Pick<App, 'doorTo' | 'door' | 'clockOffsetMs'>, targetId: string): DoorView | undefined {
  const known = app.doorTo(targetId);
  if (known === undefined) return undefined;
  const { state, untilMs, renewByMs } = app.door(known.id);
  if (state !== 'open' && state !== 'waiting') return undefined;
  const offsetMs = app.clockOffsetMs();
  return {
    state,
    ...(untilMs !== undefined && { untilMs: untilMs - offsetMs }),
    ...(renewByMs !== undefined && { renewByMs: renewByMs - offsetMs }),
  };
}
