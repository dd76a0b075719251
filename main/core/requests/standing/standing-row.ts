// The row of the standing request, and those that it replaced.
import { pointedAt } from '../../given/given';
import { Failure } from '../../model/failure';
import type { FileRequest } from '../../model/requests/file-request';
import { formerStandingValue, standingValue } from '../../model/requests/standing-request';
import type { Ports } from '../../ports/ports';
import { formerIds } from './former-ids';

type Rows = Pick<Ports, 'ledger'>;

/** Its row, whatever became of it; `undefined` where there never was one, or it was deleted. */
export function rowOf({ ledger }: Rows): FileRequest | undefined {
  const id = ledger.value(standingValue) ?? '';
  return id === '' ? undefined : ledger.fileRequest(id);
}

/** Those that were replaced and are not closed yet, oldest first. */
export function formerRows({ ledger }: Rows): readonly FileRequest[] {
  return formerIds(ledger).flatMap((id) => {
    const row = ledger.fileRequest(id);
    return row === undefined || row.closedAtMs !== undefined ? [] : [row];
  });
}

/** `formerRows` of the standing request; none of another one. */
export const formersOf = (ports: Rows, requestId: string): readonly FileRequest[] =>
  ports.ledger.value(standingValue) === requestId ? formerRows(ports) : [];

/**
 * Makes `next` the standing request in the place of the one of that ID, whose short links lead to it from then on. In the transaction that saves
 * `next`. Raises `request-over` where that one is the standing request no more, and `door-not-found` where it has no short link any more.
 */
export function takeOver(ports: Rows, formerId: string, next: Pick<FileRequest, 'id'>): void {
  const { ledger } = ports;
  if (ledger.value(standingValue) !== formerId) throw new Failure('request-over');
  const doors = ledger.doorsTo(formerId);
  if (doors.length === 0) throw new Failure('door-not-found');
  for (const door of doors) ledger.saveDoor(pointedAt(door, { targetKind: 'request', targetId: next.id }));
  const formers = formerRows(ports).map(({ id }) => id);
  ledger.saveValue(formerStandingValue, [...formers, formerId].join(' '));
  ledger.saveValue(standingValue, next.id);
}

/** Whether it is the standing request, which is renewed as long as a short link leads to it. */
export const isStandingOpen = ({ ledger }: Rows, { id, closedAtMs }: Pick<FileRequest, 'id' | 'closedAtMs'>): boolean =>
  closedAtMs === undefined && ledger.value(standingValue) === id && ledger.doorsTo(id).length > 0;
