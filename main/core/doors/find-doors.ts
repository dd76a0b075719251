// Looks up the short links of shares and file requests.
import { type Door, type FoundDoor, saysClosed } from '../model/door';
import { doorRow, type DoorsContext, foundDoor } from './doors-context';

/** Newest first, those that are being closed among them; not those that only say so any more. */
export const doors = (context: DoorsContext): readonly FoundDoor[] =>
  context.ports.ledger.doors().flatMap((one) => (saysClosed(one) ? [] : [foundDoor(context, one)]));

/** Raises `door-not-found`. */
export const door = (context: DoorsContext, doorId: string): FoundDoor => foundDoor(context, doorRow(context, doorId));

/** The short link that the links of a share or a file request lead through. */
export const doorTo = ({ ports: { ledger } }: DoorsContext, targetId: string): Door | undefined =>
  ledger.doorsTo(targetId)[0];
