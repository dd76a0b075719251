// The page of an encrypted share: the texts in English.

/** What the page of an encrypted share says beside the texts of the share page. */
export const onEncryptedPage = {
  title: 'Encrypted files',
  lock: {
    needed: 'The sender gives you the password in another way: it is not in the link.',
    password: 'Password',
    show: 'Show password',
    unlock: 'Unlock',
    unlocking: 'Unlocking…',
    empty: 'Enter the password.',
    wrong: 'This password does not open the files. Capitals and spaces count.',
  },
  partial: {
    title: 'The link is not whole',
    text: 'Its part after # is missing or changed, and nobody can open these files without it. Copy the whole link, or ask the sender for it.',
  },
  damaged: {
    title: 'The list of files is damaged',
    text: 'The link is whole, but what is stored cannot be opened. Ask the sender for a new link.',
  },
  claim: {
    link: 'Encrypted: only people with this whole link can read the files. Whoever can change this page could read what you open on it.',
    password:
      'Encrypted: only people with this link and the password can read the files. Whoever can change this page could read what you open on it.',
  },
  dismiss: 'Close message',
  save: {
    saved: '{{name}} is saved.',
    handed: '{{name}} is handed to your browser.',
    damaged: '{{name}} arrived damaged or changed. Nothing was saved.',
    gone: '{{name}} is no longer there.',
    full: '{{name}} could not be stored: there may be no room left. Nothing was saved.',
    stopped: '{{name}} was stopped. Nothing was saved.',
    unreachable: '{{name}} could not be fetched. Nothing was saved. Try again.',
    tooLarge:
      '{{name}} has {{bytes}}, and this window can hold {{most}}. Open the link in Chrome or Edge, in a window that is not private, or use the commands below.',
  },
  without: {
    title: 'Open with other programs',
    text: 'The files are in the format “age”, which other programs read too. With “curl” and “age” (age-encryption.org), these commands save them in a new folder below the one where they run, and say its name. They hold the key of these files: keep them to yourself.',
    notSaved: 'Not saved:',
    files: 'Commands that save the files',
    keyLink:
      'This one shows the list and the key without the script of this page. “age” asks for a passphrase: the 22 characters after # in the link.',
    keyPassword:
      'This one shows the list and the key without the script of this page. “age” asks for a passphrase: the 22 characters after # in the link, a full stop, and the password.',
    key: 'Command that shows the key',
    copy: 'Copy',
  },
} as const;
