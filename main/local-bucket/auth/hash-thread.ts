// A thread that hashes bodies: MD5 of a gigabyte takes longer than receiving and writing it, which go on meanwhile.
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

/** The bytes on the way to a thread, of all bodies together: a body waits for a free slot. */
const slotBytes = 256 * 1024;
const slotCount = 32;
/** One core is left for the requests. */
const mostThreads = Math.min(3, Math.max(1, availableParallelism() - 1));

/** A string, not a file: it runs from source, from a bundle and from an archive alike. */
const program = `
  const { parentPort, workerData } = require('node:worker_threads');
  const { createHash } = require('node:crypto');
  const bodies = new Map();
  parentPort.on('message', ({ body, algorithms, slot, sizeBytes, wanted }) => {
    if (algorithms !== undefined) bodies.set(body, algorithms.map((algorithm) => createHash(algorithm)));
    const hashes = bodies.get(body);
    if (slot !== undefined) {
      const bytes = new Uint8Array(workerData.memory, slot * workerData.slotBytes, sizeBytes);
      for (const hash of hashes) hash.update(bytes);
      parentPort.postMessage({ slot });
    }
    if (wanted === undefined) return;
    bodies.delete(body);
    if (wanted) parentPort.postMessage({ body, digests: hashes.map((hash) => hash.digest('hex')) });
  });
`;

interface Order {
  readonly body: number;
  /** Begins a body. */
  readonly algorithms?: readonly string[];
  /** Full of the body's next bytes. */
  readonly slot?: number;
  readonly sizeBytes?: number;
  /** Ends a body: whether its digests are wanted. */
  readonly wanted?: boolean;
}
type Answer = { readonly slot: number } | { readonly body: number; readonly digests: readonly string[] };

interface Waiting<Result> {
  readonly resolve: (result: Result) => void;
  readonly reject: (cause: unknown) => void;
}

export class HashThread {
  readonly #memory = new SharedArrayBuffer(slotBytes * slotCount);
  readonly #worker: Worker;
  readonly #free = Array.from({ length: slotCount }, (_, slot) => slot);
  readonly #senders: Waiting<number>[] = [];
  readonly #askers = new Map<number, Waiting<readonly string[]>>();
  #bodies = 0;
  #running = 0;
  #failure: unknown;

  private constructor(onEnd: (thread: HashThread) => void, source: string) {
    const workerData = { memory: this.#memory, slotBytes };
    this.#worker = new Worker(source, { eval: true, workerData });
    // A body keeps its connection, and so the process; an idle thread keeps nothing.
    this.#worker.unref();
    this.#worker.on('message', (answer: Answer) => {
      this.#receive(answer);
    });
    this.#worker.on('error', (cause) => {
      this.#failure = cause;
    });
    this.#worker.on('exit', () => {
      this.#failure ??= new Error('The thread that hashes has ended.');
      onEnd(this);
      for (const { reject } of [...this.#senders, ...this.#askers.values()]) reject(this.#failure);
    });
  }

  static readonly #threads: HashThread[] = [];

  /** The thread with the fewest bodies; a new one while all are busy and there is a core for it. */
  static forBody(): HashThread {
    const threads = HashThread.#threads;
    const idlest = threads.toSorted((a, b) => a.#running - b.#running)[0];
    if (idlest !== undefined && (idlest.#running === 0 || threads.length >= mostThreads)) return idlest;
    return HashThread.start();
  }

  /** A thread that the next body gets where all are idle. `source` is for tests. */
  static start(source = program): HashThread {
    const threads = HashThread.#threads;
    const thread = new HashThread((ended) => threads.splice(threads.indexOf(ended), 1), source);
    threads.unshift(thread);
    return thread;
  }

  #receive(answer: Answer): void {
    if ('digests' in answer) {
      this.#askers.get(answer.body)?.resolve(answer.digests);
      this.#askers.delete(answer.body);
      return;
    }
    const next = this.#senders.shift();
    if (next === undefined) this.#free.push(answer.slot);
    else next.resolve(answer.slot);
  }

  #send(order: Order): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    this.#worker.postMessage(order);
  }

  /** Begins a body; gives its number. */
  begin(algorithms: readonly string[]): number {
    this.#running += 1;
    this.#bodies += 1;
    this.#send({ body: this.#bodies, algorithms });
    return this.#bodies;
  }

  /** Hands over the next bytes of a body, which may change again once this resolves. Rejects when the thread ended. */
  async update(body: number, pieces: readonly Uint8Array[]): Promise<void> {
    let slot: number | undefined;
    let filledBytes = 0;
    for (const piece of pieces) {
      for (let done = 0; done < piece.length;) {
        slot ??= await this.#freeSlot();
        const part = piece.subarray(done, done + slotBytes - filledBytes);
        new Uint8Array(this.#memory, slot * slotBytes + filledBytes).set(part);
        done += part.length;
        filledBytes += part.length;
        if (filledBytes < slotBytes) continue;
        this.#send({ body, slot, sizeBytes: filledBytes });
        [slot, filledBytes] = [undefined, 0];
      }
    }
    if (slot !== undefined) this.#send({ body, slot, sizeBytes: filledBytes });
  }

  async #freeSlot(): Promise<number> {
    if (this.#failure !== undefined) throw this.#failure;
    const slot = this.#free.pop();
    if (slot !== undefined) return slot;
    return new Promise((resolve, reject) => this.#senders.push({ resolve, reject }));
  }

  /** Ends a body; its digests in hex, in the order of the algorithms. Rejects when the thread ended. */
  async digest(body: number): Promise<readonly string[]> {
    this.#running -= 1;
    if (this.#failure !== undefined) throw this.#failure;
    this.#send({ body, wanted: true });
    return new Promise((resolve, reject) => this.#askers.set(body, { resolve, reject }));
  }

  /** Ends a body without its digests. */
  discard(body: number): void {
    this.#running -= 1;
    this.#send({ body, wanted: false });
  }
}
