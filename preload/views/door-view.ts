// The short link of a share or a file request as the window sees it.

export interface DoorView {
  /** `waiting`: it forwards to nothing until Mayfly renews it. */
  readonly state: 'open' | 'waiting';
  /** Unix ms: its end. */
  readonly untilMs?: number;
  /** Unix ms: Mayfly must run once before then. */
  readonly renewByMs?: number;
}
