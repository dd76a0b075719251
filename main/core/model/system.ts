// Types of the machine's own functions: clock, ids, randomness, log.

/** Milliseconds since 1970 on this computer's clock. */
export type Clock = () => number;

/** Reports what the server's clock is ahead of this computer's, ms; `undefined` where no answer told it. */
export type OnServerClock = (offsetMs: number | undefined) => void;

export type NewId = () => string;

/** `length` random bytes from the system's generator. */
export type RandomBytes = (length: number) => Uint8Array;

/** Lines hold codes, counts and host names; never a secret or a URL. */
export interface Log {
  info(message: string): void;
  error(message: string, error?: unknown): void;
}

/** Whether a process of that id runs on this computer. */
export type IsAlive = (pid: number) => boolean;

/** A smaller difference between this computer's clock and a server's is no reason to speak, ms: links of a minute are rare, and they are right too. */
export const wrongClockMs = 60_000;
