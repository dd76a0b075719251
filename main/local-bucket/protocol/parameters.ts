// Reads numbers of a query or header within S3's limits.

import { invalidArgument } from './errors';

/** 1 to 10,000, or `InvalidArgument`. */
export function parsePartNumber(text: string): number {
  const partNumber = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (partNumber >= 1 && partNumber <= 10_000) return partNumber;
  throw invalidArgument('partNumber', text, 'Part number must be an integer between 1 and 10000, inclusive');
}

/** A page's size from `max-parts` and the like: 0 to 1000. */
export function parsePageSize(name: string, text: string | undefined): number {
  if (text === undefined || text === '') return 1000;
  if (!/^\d{1,10}$/.test(text) || Number(text) > 2_147_483_647) {
    throw invalidArgument(name, text, `Argument ${name} must be an integer between 0 and 2147483647`);
  }
  return Math.min(1000, Number(text));
}
