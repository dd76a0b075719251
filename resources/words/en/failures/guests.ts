// Failures of sending files to a file request: the texts in English.

export const guestFailures = {
  'link-not-request': {
    message: 'That link gives files: it is no file request, and takes none.',
    next: 'Open it in a browser to save them.',
    inTerminal: 'Run mayfly get with that link to save them.',
  },
  'send-not-taken': {
    message: '{{file}} is not what that request takes{{because}}.',
    next: 'Choose other files, or ask the receiver.',
  },
  'request-full': {
    message: '“{{fileName}}” was not received: that request needs no more files.',
    bare: 'That request needs no more files.',
    next: 'Ask the receiver if you have more.',
  },
  'request-ended': {
    message: '“{{fileName}}” was not received: that request has ended, or was closed.',
    bare: 'That request takes no more files: it has ended, was closed, or its link is not whole.',
    next: 'Ask the receiver for a new one.',
  },
  'request-away': {
    message: 'That request takes files again once the computer of its receiver is on.',
    next: 'Try again later, or tell the receiver.',
    inTerminal: 'Run the same command again later, or tell the receiver.',
  },
  'send-refused': {
    message: '{{server}} did not take {{theFile}}{{because}}.',
    next: 'Ask the receiver whether it is still wanted.',
  },
  'send-unsure': {
    message: 'That request was closed while {{theFile}} was on its way.',
    next: 'Ask the receiver whether it came.',
  },
} as const;
