// What is stored for a file.

export interface Body {
  /** In bytes. */
  readonly size: number;
  /** Those from `from` to before `to`. Raises where the browser cannot read the file any more. */
  readonly bytes: (from: number, to: number) => Promise<Blob>;
  /** What is stored of its manifest. */
  readonly about: (manifest: string) => Blob;
}

export type BodyOf = (file: File) => Body;

/** The file itself. */
export const plainBody: BodyOf = (file) => ({
  size: file.size,
  bytes: async (from, to) => file.slice(from, to),
  about: (manifest) => new Blob([manifest]),
});
