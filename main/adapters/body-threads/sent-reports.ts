// How much of each body has left, told to the coordinator at most twenty times a second.
const tellEveryMs = 50;

/** `tell`: bytes by the ids of their jobs. */
export function createSentReports(tell: (sent: ReadonlyMap<number, number>) => void) {
  let sent = new Map<number, number>();
  let telling: NodeJS.Timeout | undefined;
  return {
    report(id: number, bytes: number) {
      sent.set(id, bytes);
      telling ??= setTimeout(() => {
        telling = undefined;
        tell(sent);
        sent = new Map();
      }, tellEveryMs);
    },
    /** The end of the body is told by its answer. */
    forget: (id: number) => void sent.delete(id),
    /** At once, before the failure of the body is told: bytes have left all the same. */
    flush(id: number) {
      const bytes = sent.get(id);
      if (sent.delete(id) && bytes !== undefined) tell(new Map([[id, bytes]]));
    },
  };
}
