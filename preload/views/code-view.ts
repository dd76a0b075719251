// The code of a link, as the window shows it: a picture that is fetched once, and no link.
import type { ReachView } from './notice-view';

export interface CodeView {
  /** Path on the window's origin for one fetch. */
  readonly picture: string;
  /** Of what it opens. */
  readonly name: string;
  /** The end of the link, Unix ms. */
  readonly expiresAtMs: number;
  readonly reach: ReachView;
  /** The name of this computer's Wi-Fi, where only this network opens the link and the system tells it. */
  readonly wifi?: string;
}
