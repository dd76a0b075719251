// Version ids: opaque to clients and ordered, so that a list can go on behind a version that was removed meanwhile.

import { randomBytes } from 'node:crypto';

const orderDigits = 12;

/** A new id, ordered after `newest` whatever the clock says; its random part makes it unique. */
export function newVersionId(nowMs: number, newest: string | undefined): string {
  const order = Math.max(Math.floor(nowMs), newest === undefined ? 0 : orderOf(newest) + 1);
  return order.toString(16).padStart(orderDigits, '0') + randomBytes(10).toString('hex');
}

/** True for a well-formed version id. */
export function isVersionId(text: string): boolean {
  return /^[0-9a-f]{32}$/.test(text);
}

/** The position of an id among the versions of its key: Unix ms, or more where the clock did not advance. */
export function orderOf(versionId: string): number {
  return Number.parseInt(versionId.slice(0, orderDigits), 16);
}
