// What is stored for a file.

export interface Body {
  /** In bytes. */
  readonly size: number;
  /** Those from `from` to before `to`. Raises where the browser cannot read the file any more, and when `signal` aborts. */
  readonly bytes: (from: number, to: number, signal?: AbortSignal) => Promise<Blob>;
  /** What is stored of its manifest. */
  readonly about: (manifest: string) => Blob | Promise<Blob>;
}

export type BodyOf = (file: File) => Body;

/** The file itself. */
export const plainBody: BodyOf = (file) => ({
  size: file.size,
  // Chromium's network process reads a whole file by itself. A slice goes through its browser process, with half as much processor time again.
  bytes: async (from, to) => (from === 0 && to === file.size ? file : file.slice(from, to)),
  about: (manifest) => new Blob([manifest]),
});
