// The commands of doors, as they are once they were read.
import type { Common } from './every-command';

export type DoorCommand =
  | ({ readonly kind: 'doors' } & Common)
  /** `to`: a file or folder to share, or the ID of a share or a file request. */
  | ({ readonly kind: 'door'; readonly id: string; readonly to: string; readonly password: PasswordSource } & Common);

/** The password of files that are shared for the door of an encrypted share: the first line of standard input, or none. */
export type PasswordSource = 'from-input' | 'none' | undefined;
