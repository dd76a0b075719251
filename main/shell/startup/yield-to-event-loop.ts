// A long stretch of work at the start is done in pieces, and between them the window's process has what it asks for.

/** Resolves when what waits has had its turn. */
export const yieldToEventLoop = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));
