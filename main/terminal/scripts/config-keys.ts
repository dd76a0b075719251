// `mayfly config`, as it is once it was read.
import type { Common } from '../arguments/every-command';

/** Each is called like the option that it is the default of. */
export const configKeys = ['connection', 'expires', 'page', 'inline', 'form', 'limit', 'parallel'] as const;

export type ConfigKey = (typeof configKeys)[number];

export type ConfigCommand =
  | ({ readonly kind: 'config-list' } & Common)
  | ({ readonly kind: 'config-get'; readonly key: ConfigKey } & Common)
  | ({ readonly kind: 'config-set'; readonly key: ConfigKey; readonly value: string } & Common);
