// Lets one part less than is in memory leave at once, so that the line has bytes to carry while the server answers for the parts before: bodies
// of one length that begin together end together, and the line would stand still for a round trip with each wave of them.

/** Bodies that leave at once. A part of 8 MiB more is read, hashed and waiting than fits into the gate. */
export const usualMostSending = 6;

/** A body with so little left lets the next one begin: the rest of it lies in the system's buffers. */
const tailBytes = 1_048_576;

export interface SendingGate {
  /** Runs `send` once the body may leave; tell `send`'s progress to the function that it gets. */
  pass<T>(bytes: number, send: (onSent: (sentBytes: number) => void) => Promise<T>): Promise<T>;
}

export function createSendingGate(mostSending = usualMostSending): SendingGate {
  let sending = 0;
  const waiting: (() => void)[] = [];
  const enter = (): Promise<void> | undefined => {
    if (sending < mostSending) {
      sending += 1;
      return undefined;
    }
    return new Promise((go) => waiting.push(go));
  };
  return {
    async pass(bytes, send) {
      await enter();
      let inside = true;
      const leave = () => {
        if (!inside) return;
        inside = false;
        const next = waiting.shift();
        if (next === undefined) sending -= 1;
        else next();
      };
      try {
        return await send((sentBytes) => {
          if (sentBytes >= bytes - tailBytes) leave();
        });
      } finally {
        leave();
      }
    },
  };
}
