// Main gives this file only once it answers (main/shell/window/app-protocol.ts), and the document has no end before it.
export const answering = true;
