// Yields between steps of the start, so that the main process answers the window's requests.

/** Resolves after the pending events are handled. */
export const yieldToEventLoop = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));
