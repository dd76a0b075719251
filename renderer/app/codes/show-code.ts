// The code of a link is shown over the whole window: by a row, by the notice of a new link, and from the tray.
import { createContext } from 'react';

/** What the link opens: a share, or the page of a file request. */
export interface CodeOf {
  readonly kind: 'share' | 'request';
  readonly id: string;
}

/** Opens the dialog "Scan to open". */
export const ShowCodeContext = createContext<(of: CodeOf) => void>(() => {});
