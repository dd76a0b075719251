// Why this exists: a picture of the screen as the services need it; the system's own tool takes it, and its person chooses what is on it.

/** `region`: a part of it that the person chooses. */
export type ScreenArea = 'region' | 'screen';

export interface Screenshots {
  /** The picture as PNG; nothing when the person left it. Raises `screenshot-unavailable`. */
  take(area: ScreenArea): Promise<Uint8Array | undefined>;
}
