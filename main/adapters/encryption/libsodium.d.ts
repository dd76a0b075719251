// What is used of libsodium: its functions in C, whose pointers are offsets in a heap. A length of 64 bits is two numbers, the lower half first.
declare module 'libsodium' {
  export interface Sodium {
    /** The heap; another object once it has grown. */
    readonly HEAPU8: Uint8Array;
    /** 0: no memory. */
    _malloc(bytes: number): number;
    /** Below 0: it failed. */
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
    /** 0: the tag is that of the bytes. It looks before it decrypts. */
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
