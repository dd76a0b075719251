// The page of a file request: the texts in English.

/** The page on which a guest sends files, in the language of the guest's browser; every page carries these texts. */
export const onRequestPage = {
  allowed: {
    files_one: '{{count}} file',
    files_other: 'Up to {{count}} files',
    each: 'each up to {{size}}',
    pictures: 'pictures only',
    documents: 'documents only',
    once: 'all in one go',
  },
  left: '{{duration}} left',
  until: 'Open until {{clock}}',
  zone: 'in your time zone',
  drop: 'Drop files here',
  choose: 'Choose files',
  chooseFolder: 'Choose a folder',
  listLabel: 'Files',
  remove: 'Remove {{name}}',
  sendAgain: 'Send {{name}} again',
  sender: 'Your name',
  note: 'Note',
  optional: 'Both can stay empty. The receiver gets them with the files.',
  send: 'Send',
  pause: 'Pause',
  goOn: 'Go on',
  waiting: 'Waiting',
  sending: 'Sending',
  checking: 'Waiting for the answer',
  paused: 'Paused',
  received: 'Received',
  perSecond: '{{size}}/s',
  refused: {
    large: 'Too large to be sent here',
    pictures: 'Not a picture',
    documents: 'Not a document',
    many: 'One too many',
    full: 'No room was left for it',
    over: 'Not sent: it came too late',
    silent: 'Not sent: no answer after many tries',
    storage: 'The storage refused it',
    unreadable: 'Your browser can no longer read it: choose it again',
  },
  ask: {
    on: 'The receiving computer is on.',
    off: 'The receiving computer is off: very large files wait for it.',
    asking: 'Asking the receiving computer',
    away: 'Goes on when the receiving computer is on',
    confirming: 'All sent: the receiving computer checks it',
    unconfirmed: 'All sent: received when the receiving computer is on',
  },
  begun: {
    label: 'Not finished',
    again: 'Choose “{{name}}” again to go on.',
    forget: 'Forget {{name}}',
  },
  all: 'All files',
  ready_one: '{{count}} file to send, {{size}}.',
  ready_other: '{{count}} files to send, {{size}}.',
  notAdded_one: '{{count}} file cannot be sent: the list says why.',
  notAdded_other: '{{count}} files cannot be sent: the list says why.',
  sendingAll_one: 'Sending {{count}} file. Keep this page open.',
  sendingAll_other: 'Sending {{count}} files. Keep this page open.',
  pausedAll: 'Paused. A file that was on its way begins again.',
  pausedThere: 'Paused. Files go on where they were.',
  progress: '{{done}} of {{all}} received',
  done: {
    every_one: '{{count}} file received. You can close this page.',
    every_other: '{{count}} files received. You can close this page.',
    some_one: '{{count}} of {{all}} files received. The list says why.',
    some_other: '{{count}} of {{all}} files received. The list says why.',
  },
  lookAgain: 'Look again',
  offline: {
    title: 'You seem to be offline',
    text: 'Your files stay chosen. Sending goes on by itself when the connection is back.',
  },
  silent: {
    title: 'The receiver’s storage does not answer',
    text: 'Your own connection seems to work. This page tries again by itself.',
  },
  lapsed: {
    title: 'Comes back when the receiving computer is on',
    text: 'Keep this page open: your files stay chosen, and it looks every minute.',
  },
  full: {
    title: 'No more files are needed',
    text: 'All that were asked for are there or on their way. Ask the receiver if you have more.',
  },
  ended: {
    title: 'This request has ended',
    text: 'It ended {{clock}}. Ask the receiver for a new one.',
  },
  closed: {
    title: 'This request is closed',
    text: 'The receiver takes no more files here. Ask for a new one if you have more.',
  },
  gone: {
    title: 'This request is no longer there',
    text: 'The receiver has removed it. Ask for a new one if you have files to send.',
  },
  framed: 'Inside another page nothing works here. Open the link in a tab of its own.',
  footer: {
    sent: 'Made with Mayfly. Files go straight to the receiver’s own storage.',
    quiet: 'This page leaves nothing on your device once it is closed. Send files only to people you know.',
  },
} as const;

/** What the page of a request that encrypts says beside. */
export const onEncryptedRequestPage = {
  claim: 'Encrypted in your browser for the person who asks you: only their computer can read it.',
  honest:
    'The storage gets no content, name or note that it could read. This page comes from there too: somebody who can change it there can change what it does.',
  again: 'Choose “{{name}}” again: it begins anew, because the page keeps no key.',
} as const;
