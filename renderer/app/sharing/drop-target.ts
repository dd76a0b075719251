// Rows of shares can take what is dragged over the window.
import { createContext } from 'react';

/** The share under dragged files, where they can come to it. */
export const DropTargetContext = createContext<string | undefined>(undefined);
