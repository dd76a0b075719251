// Why an age file is not opened.

/** `header`: not an age file v1 as the specification has it. `no match`: for other keys. `mac`: a changed header. `payload`: changed or cut content. */
export type RefusalReason = 'header' | 'no match' | 'mac' | 'payload';

export class Refusal extends Error {
  constructor(readonly reason: RefusalReason) {
    super(reason);
  }
}
