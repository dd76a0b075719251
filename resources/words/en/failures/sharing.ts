// Failures of shares, requests, the clipboard and updates: the texts in English.

export const sharingFailures = {
  unexpected: {
    message: 'Something went wrong that Mayfly does not know.',
    next: 'Try again; if it happens again, report it with the log file.',
  },
  'bad-request': {
    message: 'That cannot be done{{because}}.',
    next: 'Correct it and try again.',
    inTerminal: 'See mayfly --help.',
  },
  'expiry-out-of-range': {
    message: 'A link to this storage lives from 1 second to {{longest}}, in whole seconds.',
    bare: 'That is no lifetime of a link{{because}}. A link lives from 1 second to 7 days, at Tigris to 90 days.',
    next: 'Choose a time in that range.',
    inTerminal: 'Type a time like 90s, 36h, 1w or a number of seconds, after --expires also “tomorrow 18:00”.',
  },
  'end-passed': {
    message: 'The link to {{theFile}} was to end at a time that is over now, so none was made.',
    next: 'Share it again with a later end, and dismiss this one.',
    inTerminal: 'Share it again with a later end, or give it up: mayfly uploads lists its ID for mayfly cancel.',
  },
  'share-not-found': {
    message: 'There is no share with that ID.',
    next: 'Look at the list of shares for the right one.',
    inTerminal: 'Run mayfly list for the IDs.',
  },
  'request-not-found': {
    message: 'There is no file request with that ID.',
    next: 'Look at the list of requests for the right one.',
    inTerminal: 'Run mayfly requests for the IDs, or mayfly doors for those of short links.',
  },
  'request-over': {
    message: 'That request is over, so it has no link any more.',
    next: 'Request the files again.',
    inTerminal: 'Run mayfly request for a new one.',
  },
  'request-needs-folder': {
    message:
      'No keychain works here, so the bucket on this computer ends with this Mayfly, and what guests send would end with it.',
    next: 'Choose a folder in which everything is saved as it comes.',
    inTerminal: 'Name a folder in which everything is saved as it comes: --save-to DIR.',
  },
  'request-elsewhere': {
    message:
      'What guests send by that request is saved in “{{fileName}}” by the Mayfly process that made it; the keys of its bucket are in the memory of that process.',
    bare: 'What guests send by that request is saved by the Mayfly process that made it; the keys of its bucket are in the memory of that process.',
    next: 'Look into that folder: every file is there a few seconds after it came, and the last ones once that process has ended.',
  },
  'request-key-unkept': {
    message:
      'A request with encryption needs a connection whose keys are kept: without its own key nobody could read what arrives.',
    next: 'Save the keys of the connection in the keychain, or request the files without encryption.',
  },
  'request-key-missing': {
    message:
      'The key that reads what guests sent to {{theFile}} is not where the keys of the connection are: only the computer that made the request has it.',
    next: 'Unlock the keychain of the session in which you made the request, and try again.',
  },
  'arrival-encrypted': {
    message: '{{file}} is encrypted to this computer, so a copy of it in the bucket would be of no use to others.',
    next: 'Save it first, then share the saved file.',
  },
  'door-not-found': {
    message: 'There is no short link with that ID.',
    next: 'Look at the list of short links for the right one.',
    inTerminal: 'Run mayfly doors for the IDs.',
  },
  'door-name-taken': {
    message: 'Another object has the name of that short link.',
    next: 'Choose another name, or point the short link of that name elsewhere.',
    inTerminal: 'Choose another name, or run mayfly door ID --to FILE for the short link of that name.',
  },
  'share-not-ours': {
    message: '{{file}} was in the bucket before Mayfly linked it, so Mayfly does not delete it.',
    next: 'Ask the owner of the object to end the link, or let it expire; removing it from the history does not end it.',
  },
  'share-unchangeable': {
    message: 'The files of {{theFile}} cannot be changed like this{{because}}.',
    next: 'Share the files anew, which gives them a link of their own.',
    inTerminal: 'Look at its files with mayfly show ID, or share the files anew, which gives them a link of their own.',
  },
  'link-would-change': {
    message: 'The link of {{theFile}} opens one file. With more files it becomes a page, which has a new link.',
    next: 'Press “Add files” in its details, which says what happens to the link.',
    inTerminal: 'Agree with --new-link; the present link goes on to open the one file until its end.',
  },
  'page-changed': {
    message: 'Another Mayfly changed the page of {{theFile}} at the same time.',
    next: 'Try again.',
  },
  'share-sending': {
    message: '{{file}} is still being sent.',
    next: 'Wait until it is sent, or cancel it where it is sent.',
    inTerminal: 'Wait until it is sent, or stop the command or the app that sends it.',
  },
  'key-unlinkable': {
    message: 'A link to this object would not work everywhere{{because}}.',
    next: 'Copy the object to a plainer key in the bucket and link that.',
  },
  'key-reserved': {
    message: 'Pages or short links lie in that folder: who writes there decides what other people’s links show.',
    next: 'Choose a key in another folder.',
  },
  'object-not-found': {
    message: 'There is no “{{fileName}}” in {{bucket}}.',
    bare: 'There is no such object in {{bucket}}.',
    next: 'Look at the address again: capital letters matter, and a folder ends in a slash.',
  },
  'share-ambiguous': {
    message: 'The beginning of that ID fits more than one{{because}}.',
    next: 'Type more characters of the ID.',
  },
  'encryption-demanded': {
    message: 'The connection “{{connectionName}}” shares nothing unencrypted.',
    bare: 'This connection shares nothing unencrypted.',
    next: 'Share it encrypted, or choose another connection.',
  },
  'share-secret-missing': {
    message:
      'The secret of the encrypted link to {{theFile}} cannot be read: the key to it is not where the keys of the connection are.',
    next: 'A link that you gave away opens until it ends. Share again for a new one.',
  },
  'link-not-shorter': {
    message: 'The link to {{theFile}} cannot be shorter, because its object does not say its name and type itself.',
    next: 'Copy the link as it is.',
  },
  'qr-too-long': {
    message: 'The link to {{theFile}} is longer than a QR code can hold.',
    next: 'Copy the link instead, or share with a connection that has lasting keys: its links are shorter.',
  },
  'upload-not-found': {
    message: 'There is no unfinished upload with that ID.',
    next: 'Look at the list of uploads for the right one.',
    inTerminal: 'Run mayfly uploads for the IDs.',
  },
  'paste-unknown': {
    message: 'There is no access key in what was pasted.',
    next: 'Copy the lines as the tool or the console shows them and paste all of them, or type the keys.',
    inTerminal: 'Pass the lines as the tool or the console shows them on standard input.',
  },
  'found-gone': {
    message: 'The other program’s settings no longer hold this storage.',
    next: 'Look on this computer again.',
  },
  'paste-gone': {
    message: 'What was pasted is not kept any more.',
    next: 'Paste it again.',
  },
  'clipboard-empty': {
    message: 'The clipboard holds no file, picture or text.',
    next: 'Copy something and try again.',
  },
  'clipboard-unavailable': {
    message: 'The clipboard could not be written.',
    next: 'Press “Copy link” on the share to try again.',
    inTerminal:
      'Print the link instead, with mayfly copy ID --print; a clipboard needs wl-copy (Wayland), xclip or xsel (X11) on Linux.',
  },
  'clipboard-out-of-reach': {
    message: 'This desktop lets Mayfly read the clipboard only while its window has the focus.',
    next: 'Click on Mayfly’s window and press Ctrl+V.',
    inTerminal: 'Give the file by its path instead.',
  },
  'picture-unsaved': {
    message: 'The picture {{file}} could not be saved.',
    next: 'Choose another folder, or make room on the disk.',
  },
  'file-unsaved': {
    message: '{{file}} could not be saved.',
    next: 'Choose another folder, or make room on the disk.',
  },
  'nothing-opens': {
    message: 'This computer has no program that opens {{reason}}.',
    bare: 'This computer has no program that opens this.',
    next: 'Copy the link and paste it where you want it.',
  },
  'screenshot-unavailable': {
    message: 'No program on this desktop took a picture of the screen.',
    next: 'Take it with a program of your own and share it from the clipboard.',
  },
  'update-unavailable': {
    message: 'Mayfly could not find out about updates.',
    next: 'Check the network and try again later.',
  },
  'update-untrusted': {
    message: 'What the server says about updates is not signed by Mayfly’s makers.',
    next: 'Do not install Mayfly from there; look for a new version where you got this one.',
  },
  'update-damaged': {
    message: 'The package that arrived is not the one that was announced.',
    next: 'Try again later, or look for a new version where you got this one.',
  },
  'update-refused': {
    message: 'The system did not let the update be installed.',
    next: 'Try again and allow it, or install the new version yourself.',
  },
  'update-waits': {
    message: 'Uploads are on their way, and an update would interrupt them.',
    next: 'Install it when they are done.',
  },
  'desktop-refused': {
    message: 'The desktop did not take that setting.',
    next: 'Look into the settings of your desktop, and try again.',
  },
  'mayfly-running': {
    message: 'Mayfly is running.',
    next: 'Quit it, and end every mayfly command, then try again.',
  },
} as const;
