// Why this exists: a symbolic link looks like a file and is another one; which, whoever shares it must know before it travels.

export interface NamedLink {
  /** What the user saw. */
  readonly name: string;
  /** Absolute: the file or folder that would be shared in its place. */
  readonly target: string;
}

/** Whether what they lead to is to be shared; asked once for everything that was named at once. */
export type MayFollow = (links: readonly NamedLink[]) => Promise<boolean>;
