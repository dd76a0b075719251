// ChaCha20-Poly1305 (RFC 8439) for the chunks of age files: the interface of its implementations.

export interface ChunkCipher {
  /** Writes the encrypted bytes of `plain`, at most a chunk, and their tag to the beginning of `target`, which may hold `plain` too. */
  readonly seal: (key: Uint8Array, nonce: Uint8Array, plain: Uint8Array, target: Uint8Array) => void;
  /** Writes the plain bytes of `sealed` to the beginning of `target`; false, and `target` as it was, where its tag is not theirs. */
  readonly open: (key: Uint8Array, nonce: Uint8Array, sealed: Uint8Array, target: Uint8Array) => boolean;
}
