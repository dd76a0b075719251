// Failures of saving what a link gives: the texts in English.

export const getFailures = {
  'link-not-ours': {
    message: 'That is no link of Mayfly’s{{because}}.',
    next: 'Type the whole link as you were given it.',
    inTerminal:
      'Type the whole link as you were given it, in quotes; what other addresses give is what curl -fLO ADDRESS is for.',
  },
  'link-is-request': {
    message: 'That link opens a file request: its page takes files, and gives none.',
    next: 'Open it in a browser to send files.',
    inTerminal: 'Send files there with mayfly send, or in a browser.',
  },
  'link-incomplete': {
    message: 'The link is not whole: what follows its # is missing, and nothing else opens these encrypted files.',
    next: 'Ask for the whole link, or type it in quotes.',
  },
  'link-over': {
    message: '“{{fileName}}” can no longer be had: its link has ended or was taken back.',
    bare: 'That link gives nothing any more: it has ended, was taken back, or is not whole.',
    next: 'Ask the sender for a new link.',
  },
  'link-waits': {
    message: 'The link behind that short link has ended, and gets a new one once Mayfly runs at its sender.',
    next: 'Try again later, or tell the sender.',
  },
  'password-needed': {
    message: 'These files open with a password.',
    next: 'Ask the sender for it.',
    inTerminal: 'Pass it as a line of standard input with --password-stdin.',
  },
  'password-wrong': {
    message: 'That is not the password of these files.',
    next: 'Try again; the sender knows it.',
  },
  'got-differs': {
    message: '{{file}} did not come as it was sent, so it was not saved.',
    next: 'Run the same command again; if it happens again, ask the sender for the file in another way.',
  },
  'got-replaced': {
    message: '{{file}} was replaced at the server while it came.',
    next: 'Run the same command again.',
  },
  'still-sending': {
    message: '{{stored}}, and the rest is still being sent.',
    next: 'Try again later.',
    inTerminal: 'Run the same command again later, or with --wait, which stays until all is there.',
  },
  'sender-away': {
    message: '{{stored}}, and nobody sends the rest: the sender is away, or could not send it.',
    next: 'Try again later, or tell the sender.',
    inTerminal: 'Run the same command again later: it goes on with the rest. Or tell the sender.',
  },
} as const;
