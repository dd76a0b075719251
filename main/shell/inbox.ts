// Why this exists: files may be handed over before Mayfly is ready to take them; none may be lost.

/** Files that arrive from other starts; they wait until this one is ready for them. */
export interface Inbox {
  receive(paths: readonly string[]): void;
  /** Somebody started Mayfly again, with or without files: they want to see it. */
  knock(): void;
  /** From now on `onFiles` gets what waits and what comes. */
  open(onFiles: (paths: readonly string[]) => void, onKnock: () => void): void;
}

export function createInbox(first: readonly string[]): Inbox {
  let waiting = first;
  let open: { readonly onFiles: (paths: readonly string[]) => void; readonly onKnock: () => void } | undefined;
  return {
    receive(paths) {
      if (open === undefined) waiting = [...waiting, ...paths];
      else open.onFiles(paths);
    },
    knock: () => open?.onKnock(),
    open(onFiles, onKnock) {
      open = { onFiles, onKnock };
      const paths = waiting;
      waiting = [];
      onFiles(paths);
    },
  };
}
