// The arguments of `mayfly connections doors`.
import type { Common } from './every-command';
import { notBoth, type Values } from './options';

export interface DoorsSetUpCommand extends Common {
  readonly kind: 'connections-doors';
  readonly name: string;
  /** What is absent is as it is. */
  readonly place: {
    readonly bucket: string | undefined;
    readonly prefix: string | undefined;
    readonly address: string | undefined;
  };
  readonly usual: boolean;
  readonly off: boolean;
  readonly makePublic: boolean;
  /** The user knows what becomes of open doors, and what becomes public. */
  readonly yes: boolean;
}

/** Raises `bad-request`. */
export function readDoors(values: Values, common: Common, [name = '']: readonly string[]): DoorsSetUpCommand {
  for (const other of ['bucket', 'prefix', 'address', 'usual', 'make-public'] as const) notBoth(values, 'off', other);
  const { bucket, prefix, address, usual, off, yes } = values;
  return {
    kind: 'connections-doors',
    ...common,
    name,
    place: { bucket, prefix, address },
    usual,
    off,
    makePublic: values['make-public'],
    yes,
  };
}
