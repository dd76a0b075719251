// Failures of files, the ledger and the keychain: the texts in English.

const keychain = {
  next: 'Try again once that is done.',
  inTerminal:
    'Try again once that is done; without a keychain, connections add --store file keeps the keys in a file that a passphrase opens; for one share pass --endpoint and --bucket with AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY set.',
} as const;

export const computerFailures = {
  'file-missing': {
    message: '{{file}} could not be found.',
    next: 'Check where it is and share it again.',
    inTerminal: 'Check the path and share it again.',
  },
  'file-not-stored': {
    message: '{{file}} is not stored on this computer, so it could not be shared.',
    next: 'Save it to a folder and share it from there.',
  },
  'file-unreadable': {
    message: '{{file}} cannot be read{{because}}.',
    next: 'Make it readable on this computer, then try again.',
  },
  'file-changed': {
    message: '{{file}} is no longer as it was when you chose it.',
    next: 'If you mean it as it is now, share it again.',
  },
  'file-not-regular': {
    message: '{{file}} is {{reason}}, and only ordinary files and folders can be shared.',
    bare: '{{file}} is no ordinary file, and only ordinary files and folders can be shared.',
    next: 'Choose an ordinary file.',
  },
  'file-size-untold': {
    message: '{{file}} is said to be empty and is not: how long it is shows only at its end.',
    next: 'Copy it to another folder and share the copy.',
    inTerminal: 'Give it to “mayfly share -” on standard input.',
  },
  'file-of-mayfly': {
    message: '{{file}} lies where Mayfly keeps your keys and your history, and nothing there is shared.',
    next: 'Copy what you mean to another folder and share the copy.',
  },
  'folder-empty': {
    message: '“{{fileName}}” holds no files{{because}}.',
    bare: 'The folder holds no files.',
    next: 'Choose a folder with files in it.',
  },
  'folder-not-watchable': {
    message: '{{file}} cannot be watched: {{reason}}.',
    bare: '{{file}} cannot be watched.',
    next: 'Choose another folder.',
  },
  'folder-out-of-step': {
    message: 'The page is not in step with “{{fileName}}”: {{reason}}.',
    bare: 'The page is not in step with its folder.',
    next: 'Put that right, and Mayfly goes on by itself; where the folder is meant as it is, turn “Keep in step with the folder” off and on again.',
    inTerminal:
      'Put that right, and Mayfly goes on by itself; where the folder is meant as it is, run the command again.',
  },
  'folder-missing': {
    message: 'The folder {{file}} is not there.',
    bare: 'The folder is not there.',
    next: 'Put it back or connect its disk; what waits for it is then saved.',
    nextBare: 'Choose another folder.',
    inTerminal: 'Put it back, connect its disk, or name another folder.',
  },
  'folder-unusable': {
    message: 'It could not be saved in {{file}}: {{reason}}.',
    bare: 'Nothing can be saved in {{file}}: it is no folder, or nobody may write there.',
    next: 'Choose another folder.',
    inTerminal: 'Name another folder.',
  },
  'file-too-large': {
    message: '{{file}} is larger than S3 can store{{because}}.',
    next: 'Split it and share the pieces.',
  },
  'disk-full': {
    message: 'The disk is full: {{file}} does not fit.',
    bare: 'The disk of this computer is full.',
    next: 'Free some space and try again.',
  },
  'output-lost': {
    message: 'What this command prints could not be written{{because}}.',
    next: 'If a link was made, the history has it.',
    inTerminal:
      'If it made a link, mayfly list shows it, and mayfly copy ID --print prints it again; of sign and --bucket no link is kept: run the command again.',
  },
  'ledger-newer': {
    message: 'The history was written by a newer Mayfly, and this one cannot read it.',
    next: 'Update Mayfly.',
  },
  'ledger-damaged': {
    message: 'The history file was damaged, so Mayfly started an empty one.',
    next: 'Add your connections again; the damaged file lies beside the new one.',
  },
  'ledger-damage-found': {
    message: 'The history file is damaged.',
    next: 'Quit Mayfly and start it again: it then keeps the damaged file aside and begins a new one.',
    inTerminal: 'Run any command again: Mayfly then keeps the damaged file aside and begins a new one.',
  },
  'ledger-unusable': {
    message: 'The history file cannot be written{{because}}.',
    next: 'Check the profile folder: its rights, its free space, and that mayfly.db is an ordinary file there.',
  },
  'keychain-no-bus': {
    message: 'The keychain cannot be reached: this session has no message bus (D-Bus).',
    next: `Start Mayfly from a desktop session. ${keychain.next}`,
    inTerminal: `Run it in a desktop session or under dbus-run-session. ${keychain.inTerminal}`,
  },
  'keychain-no-service': {
    message: 'This computer runs no keychain (Secret Service).',
    next: `Install gnome-keyring or KWallet. ${keychain.next}`,
    inTerminal: `Install gnome-keyring or KWallet. ${keychain.inTerminal}`,
  },
  'keychain-no-collection': {
    message: 'The keychain has no keyring to store into.',
    next: `Create a default keyring, for example in “Passwords and Keys”. ${keychain.next}`,
    inTerminal: `Create a default keyring. ${keychain.inTerminal}`,
  },
  'keychain-locked': {
    message: 'The keychain is locked.',
    next: `Unlock your keyring. ${keychain.next}`,
    inTerminal: `Unlock your keyring. ${keychain.inTerminal}`,
  },
  'keychain-denied': {
    message: 'The keychain did not let Mayfly in.',
    next: `Allow Mayfly when the system asks. ${keychain.next}`,
    inTerminal: `Allow it when the system asks. ${keychain.inTerminal}`,
  },
  'keychain-unavailable': {
    message: 'The keychain cannot be used on this computer{{because}}.',
    next: `On Linux install libsecret-1-0. ${keychain.next}`,
    inTerminal: `On Linux install libsecret-1-0. ${keychain.inTerminal}`,
  },
  'keys-elsewhere': {
    message:
      'The keys of this link are in the memory of another Mayfly process, which made it because no keychain worked there.',
    next: 'End that process: its links end with it.',
  },
  'keys-in-keychain': {
    message:
      'The keys of this link are in the keychain, which Mayfly could not open when it started: the link does not open now.',
    next: 'Unlock the keychain or allow Mayfly in, then quit Mayfly and start it again: until its end the link opens again then.',
  },
  interrupted: {
    message: 'The command was interrupted before it was done.',
    next: 'What it did until then stays done; run it again for the rest.',
  },
  'key-used': {
    message: 'This --idempotency-key was used for other files, or these have changed since.',
    next: 'Take another key for these files.',
  },
  'exec-failed': {
    message: 'The program of --exec failed for {{file}}{{because}}.',
    next: 'Look at what the program says, and run it yourself for this file.',
  },
  'out-of-time': {
    message: 'The command was ended, because it took longer than --timeout.',
    next: 'What it did until then stays done; run it again for the rest: an upload goes on where it was.',
  },
  cancelled: {
    message: 'The upload was cancelled.',
    next: 'Share the file again whenever you like.',
  },
  paused: {
    message: 'The upload of {{theFile}} is paused.',
    next: 'Resume it whenever you like.',
    inTerminal: 'Run the same command again, or mayfly resume, to go on.',
  },
} as const;
