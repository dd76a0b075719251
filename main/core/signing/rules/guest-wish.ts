// What is to be signed for a guest.

export type GuestWish =
  | { readonly kind: 'get' }
  | { readonly kind: 'put'; readonly contentType?: string; readonly contentLength?: number }
  /** The file has `leastBytes` to `mostBytes`. */
  | { readonly kind: 'post'; readonly contentType?: string; readonly leastBytes: number; readonly mostBytes: number }
  /** A file of exactly so many bytes. */
  | { readonly kind: 'multipart'; readonly contentType?: string; readonly sizeBytes: number };
