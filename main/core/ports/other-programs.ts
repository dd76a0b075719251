// The settings of other programs that know S3 storage. Mayfly reads them when a person asks, and never writes them.

/** The text of each file; a missing, unreadable or oversized one is left out. */
export interface OtherSettings {
  readonly rclone: readonly string[];
  readonly mc: readonly string[];
  readonly cyberduck: readonly string[];
}

export interface OtherPrograms {
  /** Never raises. */
  read(): Promise<OtherSettings>;
}
