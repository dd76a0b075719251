// Doors: tiny public objects that forward to the present link of a share or a file request, so that the link people have stays the same.

/** Where the doors of a connection are: a bucket of its own, or a prefix that a policy makes public. Its credentials are the connection's. */
export interface DoorPlace {
  readonly bucket: string;
  /** Empty or ending in `/`. */
  readonly prefix: string;
  /** Under which anybody reads the objects below `prefix`: `https://go.example.com`, with a path where it needs one, without a slash at its end. */
  readonly address: string;
  /** Every share of the connection has a door unless the user says otherwise. */
  readonly isUsual?: true;
}
