// How many connections to one server pay: a handshake takes processor time, and a server that answers at once needs few. Little's law: as many as
// requests can be answered in the time that the quickest answer takes.

/** To a near server, until its answers tell more: with fewer the plain protocol is slower, with more handshakes take what the bytes need. */
const fewConnections = { plain: 16, secure: 8 };
/** A server that is reached sooner is near: on this computer, or in its network. */
const nearMs = 3;
/** A thread sends and reads no more requests in a millisecond. */
const requestsPerMs = 2;
/** Answers are judged by the quickest of so many: others have waited for this computer, the first ones for all the handshakes before them. */
const answersJudged = { plain: 8, secure: 32 };
/** A request that waits longer for its turn gets more connections, whatever the answers said. */
const patienceMs = 50;

export class WorthwhileConnections {
  private limit: number;
  private isNear: boolean | undefined;
  private readonly judged: number;
  private quickestMs = Number.POSITIVE_INFINITY;
  private answers = 0;
  private timer: NodeJS.Timeout | undefined;

  /** `most`: how many are allowed; a far server gets as many. `more`: called when more pay than before. */
  constructor(
    isSecure: boolean,
    private readonly most: number,
    private readonly more: () => void,
  ) {
    const kind = isSecure ? 'secure' : 'plain';
    this.judged = answersJudged[kind];
    this.limit = Math.min(most, fewConnections[kind]);
  }

  get now(): number {
    return this.limit;
  }

  /** A connection is being opened. */
  opening(): void {
    if (this.isNear !== undefined || this.timer !== undefined) return;
    this.after(nearMs, () => {
      this.isNear ??= false;
      if (!this.isNear) this.raise(this.most);
      // The next look at those that wait.
      else this.more();
    });
  }

  /** The server has answered on the way to it, before any encryption. */
  reached(): void {
    this.isNear ??= true;
  }

  /** A request was sent and answered in that time. */
  answered(ms: number): void {
    this.quickestMs = Math.min(this.quickestMs, ms);
    this.answers += 1;
    if (this.answers < this.judged) return;
    this.raise(Math.ceil(this.quickestMs * requestsPerMs));
    this.quickestMs = Number.POSITIVE_INFINITY;
    this.answers = 0;
  }

  /** Requests wait for one of the connections; `first` gives the next of them. */
  waiting(first: () => unknown): void {
    if (this.limit >= this.most || this.timer !== undefined) return;
    const one = first();
    this.after(patienceMs, () => {
      const next = first();
      if (next === undefined) return;
      if (next === one) this.raise(this.limit * 2);
      this.waiting(first);
    });
  }

  private raise(limit: number): void {
    if (limit <= this.limit) return;
    this.limit = Math.min(this.most, limit);
    this.more();
  }

  /** After that time, and once what has come meanwhile was read: a thread may have been busy for longer. */
  private after(ms: number, action: () => void): void {
    this.timer = setTimeout(() => {
      setImmediate(() => {
        this.timer = undefined;
        action();
      });
    }, ms);
    this.timer.unref();
  }
}
