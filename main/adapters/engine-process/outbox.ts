// Sends the messages of many transfers in few pieces: one piece takes both processes about as long as their work on a small file.

export interface Outbox<Message> {
  readonly send: (message: Message) => void;
  /** Posts what waits. */
  readonly flush: () => void;
}

const windowMs = 5;
/** With so many the other process begins, while this one makes more. */
const mostWaiting = 32;

/** `isMany`: so many transfers run that a message may wait, 5 ms at most, for 31 others. Their order is kept. */
export function createOutbox<Message>(
  post: (messages: readonly Message[]) => void,
  isMany: () => boolean,
): Outbox<Message> {
  let waiting: Message[] = [];
  let timer: NodeJS.Timeout | undefined;
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    const messages = waiting;
    waiting = [];
    if (messages.length > 0) post(messages);
  };
  return {
    send(message) {
      waiting.push(message);
      if (isMany() && waiting.length < mostWaiting) timer ??= setTimeout(flush, windowMs);
      else flush();
    },
    flush,
  };
}
