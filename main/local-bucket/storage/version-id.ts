// Version ids: opaque to clients, and in themselves ordered, so that a list can go on behind a version that has gone since.

import { randomBytes } from 'node:crypto';

const orderDigits = 12;

/** An id that comes after `newest` however the clock was set; random, so that no id ever names two versions. */
export function newVersionId(nowMs: number, newest: string | undefined): string {
  const order = Math.max(Math.floor(nowMs), newest === undefined ? 0 : orderOf(newest) + 1);
  return order.toString(16).padStart(orderDigits, '0') + randomBytes(10).toString('hex');
}

/** Whether a text could be the id of a version. */
export function isVersionId(text: string): boolean {
  return /^[0-9a-f]{32}$/.test(text);
}

/** Grows from each version of a key to the next: milliseconds since 1970, or more where the clock stood still. */
export function orderOf(versionId: string): number {
  return Number.parseInt(versionId.slice(0, orderDigits), 16);
}
