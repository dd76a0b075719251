// Messages of one turn of the event loop travel as one: for small files the crossing costs more than what it carries.

/** `post` gets the messages of a turn, in their order. */
export function createOutbox<Message>(post: (messages: readonly Message[]) => void): (message: Message) => void {
  let waiting: Message[] = [];
  const flush = () => {
    const messages = waiting;
    waiting = [];
    post(messages);
  };
  return (message) => {
    waiting.push(message);
    if (waiting.length === 1) setImmediate(flush);
  };
}
