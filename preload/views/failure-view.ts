// A failure as the window sees it.

export interface FailureView {
  readonly code: string;
  /** What happened. */
  readonly message: string;
  /** Whether the data is safe, in words. */
  readonly safety: string;
  /** The one next step. */
  readonly next: string;
  /** The keychain refused: offer "Try again" and "Keep for this session only". */
  readonly keychain: boolean;
}
