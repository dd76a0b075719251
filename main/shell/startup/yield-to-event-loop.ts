// Start-up is split into steps; between two of them the main process answers the window.

/** Resolves after pending I/O and IPC callbacks have run (`setImmediate`). */
export const yieldToEventLoop = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));
