// What is used of libsodium: its functions in C, whose pointers are offsets in a heap. A length of 64 bits is two numbers, the lower half first.
declare module 'libsodium' {
  export interface Sodium {
    /** The heap; another object once it has grown. */
    readonly HEAPU8: Uint8Array;
    /** Gives 0 where there is no memory. */
    _malloc(bytes: number): number;
    /** Gives less than 0 where it failed. */
    _sodium_init(): number;
    _crypto_aead_chacha20poly1305_ietf_encrypt(
      sealed: number,
      sealedBytesAt: number,
      plain: number,
      plainBytes: number,
      plainBytesHigh: number,
      bound: number,
      boundBytes: number,
      boundBytesHigh: number,
      unused: number,
      nonce: number,
      key: number,
    ): number;
    /** Gives 0 where the tag fits the bytes; it is compared before anything is decrypted. */
    _crypto_aead_chacha20poly1305_ietf_decrypt(
      plain: number,
      plainBytesAt: number,
      unused: number,
      sealed: number,
      sealedBytes: number,
      sealedBytesHigh: number,
      bound: number,
      boundBytes: number,
      boundBytesHigh: number,
      nonce: number,
      key: number,
    ): number;
  }

  /** Compiles its WebAssembly. `getRandomValue`: 32 random bits, which it finds by itself in browsers only. */
  export default function instantiate(options: { readonly getRandomValue: () => number }): Promise<Sodium>;
}
