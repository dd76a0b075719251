// `mayfly send`: the texts in English.

export const sendOptions = {
  sendName: 'your name, which the receiver gets with the files',
  note: 'a note, which the receiver gets with the files',
} as const;

export const sending = {
  encrypted: 'what is sent is encrypted for the receiver first: only their computer can read it.',
  withoutFolders_one: '{{count}} file comes without its folders, which are too deep.',
  withoutFolders_other: '{{count}} files come without their folders, which are too deep.',
  followed: '{{name}} is a symbolic link, and what it leads to is sent: {{target}}',
  there: '“{{name}}” was received before.',
  noAnswer: 'the receiver’s storage does not answer; it is tried again.',
  receiverOff: 'this goes on once the receiver’s computer is on.',
  stopped: 'stopped; the same command goes on with the files that were not received.',
} as const;
