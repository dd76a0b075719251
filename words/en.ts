// Why this exists: every word Mayfly says, in English; its keys and placeholders are those of every other language.

const notifications = {
  copied: 'Link copied',
  copiedText: '{{name}}\nIt opens until {{clock}}.',
  copiedMany_one: '{{count}} link copied',
  copiedMany_other: '{{count}} links copied',
  copiedManyText: 'They open until {{clock}}.',
  nothingCopied: 'Nothing copied',
  renewed: 'A new link is ready',
  renewedText: '{{name}}\nThe old one ends {{clock}}. Send the new one to whoever needs it longer.',
  failed: 'Not shared: {{name}}',
  failedMany_one: '{{count}} file was not shared',
  failedMany_other: '{{count}} files were not shared',
} as const;

const keychain = {
  next: 'Try again once that is done, or keep the secret for this session only.',
  inTerminal:
    'Try again once that is done; for one share pass --endpoint and --bucket with AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY set.',
} as const;

/** Why something failed, whether the data is safe, and the next step. `bare`: where the fact that the text names is not known. */
const failures = {
  safety: {
    sourceKept: 'Your file is unchanged on this computer; nothing was shared.',
    nothingSent: 'Nothing was sent.',
    nothingStored: 'Nothing was saved.',
    objectKept: 'What was shared before is still there.',
    historyAside: 'The old history was kept aside and not changed.',
    unknown: 'Your files on this computer are untouched.',
    filesStored: 'What was stored is safe and needs no second upload.',
    linkLives: 'Treat the link as still alive.',
  },
  facts: {
    server: 'The server',
    serverNamed: 'The server {{name}}',
    host: 'the server',
    hostNamed: '{{name}}',
    file: 'The file',
    fileInside: 'the file',
    fileNamed: '“{{name}}”',
    bucket: 'the bucket',
    bucketNamed: 'the bucket “{{name}}”',
    because: ': {{reason}}',
    status: ' (it answered {{status}})',
    stored: 'Not every file is stored',
    storedOf_one: '{{count}} of {{all}} files is stored',
    storedOf_other: '{{count}} of {{all}} files are stored',
  },
  codes: {
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
      message: 'A link can live from 1 second to 7 days (604,800 seconds), in whole seconds{{because}}.',
      next: 'Choose a time in that range.',
      inTerminal: 'Pass --expires with 90s, 15m, 1h, 1d, 7d or a number of seconds.',
    },
    'share-not-found': {
      message: 'There is no share with that ID.',
      next: 'Look at the list of shares for the right one.',
      inTerminal: 'Run mayfly list for the IDs.',
    },
    'share-not-ours': {
      message: '{{file}} was in the bucket before Mayfly linked it, so Mayfly does not delete it.',
      next: 'Ask the owner of the object to end the link, or let it expire; removing it from the history does not end it.',
    },
    'key-unlinkable': {
      message: 'A link to this object would not work everywhere{{because}}.',
      next: 'Copy the object to a plainer key in the bucket and link that.',
    },
    'object-not-found': {
      message: 'There is no “{{fileName}}” in {{bucket}}.',
      bare: 'There is no such object in {{bucket}}.',
      next: 'Look at the address again: capital letters matter, and a folder ends in a slash.',
    },
    'share-ambiguous': {
      message: 'More than one share is meant{{because}}.',
      next: 'Type more characters of the ID.',
      inTerminal: 'Type more characters of the ID; mayfly list shows them.',
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
        'Take the link from the output (mayfly copy ID --print); a clipboard needs wl-copy, xclip or xsel on Linux.',
    },
    'picture-unsaved': {
      message: 'The picture {{file}} could not be saved.',
      next: 'Choose another folder, or make room on the disk.',
    },
    'nothing-opens': {
      message: 'This computer has no program that opens {{reason}}.',
      bare: 'This computer has no program that opens this.',
      next: 'Copy the link and paste it where you want it.',
    },
    'connection-unknown': {
      message: 'There is no connection “{{connectionName}}”.',
      bare: 'There is no such connection.',
      next: 'Choose another connection.',
      inTerminal: 'Run mayfly connections list for the names.',
    },
    'connection-name-taken': {
      message: 'There is already a connection “{{connectionName}}”.',
      bare: 'There is already a connection of that name.',
      next: 'Choose another name.',
    },
    'connection-in-use': {
      message: 'Uploads are running on this connection.',
      next: 'Wait for them or cancel them, then remove the connection.',
    },
    'lifecycle-needs-prefix': {
      message: 'A rule for {{bucket}} would delete what others keep there, because the connection has no prefix.',
      next: 'Give the connection a prefix of its own, such as mayfly/, and try again.',
      inTerminal: 'Add the connection again with --prefix mayfly/ and try again.',
    },
    'lifecycle-unsupported': {
      message: '{{server}} has no rules that delete old objects.',
      next: 'Leave Mayfly running: it deletes what has expired itself.',
    },
    'endpoint-invalid': {
      message: 'That is not an S3 endpoint{{because}}.',
      next: 'Enter it as your provider shows it, like https://s3.example.com.',
    },
    'bucket-name-invalid': {
      message: 'That is not a bucket name{{because}}.',
      next: 'Enter the bucket’s name as your provider shows it.',
    },
    'secret-missing': {
      message: 'The secret of the connection “{{connectionName}}” is not in the keychain.',
      bare: 'The secret of this connection is not in the keychain.',
      next: 'Edit the connection and enter its secret access key again.',
      inTerminal: 'Remove the connection and add it again.',
    },
    'access-key-unknown': {
      message: '{{server}} does not know this access key ID.',
      next: 'Check the access key ID for missing or extra characters.',
    },
    'signature-rejected': {
      message: '{{server}} did not accept the signature: the secret access key is wrong.',
      next: 'Enter the secret access key again.',
      inTerminal: 'Add the connection again with the right secret.',
    },
    'access-denied': {
      message: '{{server}} does not allow this key to use {{bucket}}{{because}}.',
      next: 'Give the key the right to read, write and delete objects there.',
    },
    'token-expired': {
      message: 'The session token has expired.',
      next: 'Enter new temporary credentials.',
      inTerminal: 'Get new temporary credentials and try again.',
    },
    'bucket-missing': {
      message: '{{server}} has no bucket “{{bucketName}}”.',
      bare: '{{server}} has no such bucket.',
      next: 'Check the bucket’s name, or create it.',
    },
    'region-wrong': {
      message: '{{server}} says that the bucket is in the region {{region}}.',
      bare: '{{server}} says that the bucket is in another region.',
      next: 'Set the connection’s region to {{region}}.',
      nextBare: 'Enter the bucket’s region.',
    },
    'clock-skewed': {
      message: 'This computer’s clock differs too much from the server’s.',
      next: 'Set the clock right and try again.',
    },
    'endpoint-unreachable': {
      message: '{{server}} cannot be reached{{because}}.',
      next: 'Check the network and the endpoint, then try again.',
    },
    'connection-lost': {
      message: 'The connection to {{host}} broke off.',
      next: 'Try again when the network is back.',
    },
    'timed-out': {
      message: '{{server}} stopped answering.',
      next: 'Try again when the network is better.',
    },
    'tls-untrusted': {
      message: '{{server}} has a certificate that cannot be trusted{{because}}.',
      next: 'Check the endpoint, or ask who runs the server; Mayfly never skips this check.',
    },
    'not-s3': {
      message: '{{server}} answered, but not like S3{{status}}.',
      next: 'A sign-in page of this network or a wrong endpoint can cause this: open a web page to sign in, or correct the endpoint.',
    },
    'server-failed': {
      message: '{{server}} has a problem of its own{{status}}.',
      next: 'Try again in a minute.',
    },
    throttled: {
      message: '{{server}} asks to slow down.',
      next: 'Try again in a minute.',
    },
    'storage-full': {
      message: '{{server}} has no room left for this.',
      next: 'Free some space there or raise the quota, then try again.',
    },
    'object-missing': {
      message: 'The stored copy behind this link is gone.',
      next: 'Share the file again.',
    },
    'upload-lost': {
      message: '{{server}} no longer knows this upload.',
      next: 'Share the file again.',
    },
    'copy-unsupported': {
      message: '{{server}} cannot copy what it stores.',
      next: 'Share the file again from this computer.',
    },
    'stored-differs': {
      message: '{{server}} did not store {{theFile}} as it is here, so the stored copy was removed.',
      next: 'Try again; if it happens again, do not trust this server with files.',
    },
    'link-unproven': {
      message: 'The link to {{theFile}} does not open{{status}}, so it was not copied.',
      next: 'Test the connection, then try again.',
      inTerminal: 'Run mayfly connections test, then share again.',
    },
    'page-not-shown': {
      message: '{{server}} does not show web pages{{status}}, so there is no page to link to.',
      next: 'Share the files as separate links.',
      inTerminal: 'Share them with --no-page for separate links; mayfly cancel {{pageId}} removes what was stored.',
    },
    'page-incomplete': {
      message: '{{stored}}, so the page has no link yet.',
      next: 'Try the others again, or dismiss them to share a page of the rest.',
      inTerminal: 'Run the same command again, or mayfly resume, to go on; mayfly cancel {{pageId}} gives it up.',
    },
    'revoke-unproven': {
      message: 'The stored copy was deleted, but the link still opens{{status}}.',
      next: 'Try to revoke it again; if it stays, delete the object in the provider’s console.',
    },
    'versions-kept': {
      message: 'The stored copy was deleted, but older versions of it are still in {{bucket}}.',
      next: 'Give the key the right to list and delete object versions and try again, or delete them in the provider’s console.',
    },
    'engine-stopped': {
      message: 'The process that uploads has stopped.',
      next: 'It is started again by itself; if this stays, restart Mayfly.',
    },
    'bucket-stopped': {
      message: 'The bucket on this computer has stopped.',
      next: 'Try again; Mayfly starts it anew.',
    },
    'bucket-port-taken': {
      message: 'Another program uses the port of the bucket on this computer, so its links cannot open.',
      next: 'Close that program and try again.',
      inTerminal: 'Close that program and try again, or pass another --port.',
    },
    'bucket-data-unusable': {
      message: 'The folder of the bucket on this computer cannot be used{{because}}.',
      next: 'Check the rights and the free space of the profile folder.',
    },
    'file-missing': {
      message: '{{file}} could not be found.',
      next: 'Check where it is and share it again.',
      inTerminal: 'Check the path and share it again.',
    },
    'file-unreadable': {
      message: '{{file}} cannot be read{{because}}.',
      next: 'Give yourself the right to read it and share it again.',
    },
    'file-changed': {
      message: '{{file}} changed while it was uploaded.',
      next: 'Share it again when it is finished.',
    },
    'file-not-regular': {
      message: '{{file}} is {{reason}}, and only ordinary files and folders can be shared.',
      bare: '{{file}} is no ordinary file, and only ordinary files and folders can be shared.',
      next: 'Choose an ordinary file.',
    },
    'folder-empty': {
      message: '“{{fileName}}” holds no files.',
      bare: 'The folder holds no files.',
      next: 'Choose a folder with files in it.',
    },
    'file-too-large': {
      message: '{{file}} is larger than S3 can store{{because}}.',
      next: 'Split it and share the pieces.',
    },
    'disk-full': {
      message: 'The disk of this computer is full.',
      next: 'Free some space and try again.',
    },
    'ledger-newer': {
      message: 'The history was written by a newer Mayfly, so this one started an empty history.',
      next: 'Update Mayfly to see the old history again.',
    },
    'ledger-damaged': {
      message: 'The history file was damaged, so Mayfly started an empty one.',
      next: 'Add your connections again; the damaged file lies beside the new one.',
    },
    'ledger-unusable': {
      message: 'The history file cannot be written{{because}}.',
      next: 'Check the rights and the free space of the profile folder.',
    },
    'upload-interrupted': {
      message: 'The upload of {{theFile}} was cut off when Mayfly stopped.',
      next: 'Share the file again.',
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
    cancelled: {
      message: 'The upload was cancelled.',
      next: 'Share the file again whenever you like.',
    },
    paused: {
      message: 'The upload of {{theFile}} is paused.',
      next: 'Resume it whenever you like.',
      inTerminal: 'Run the same command again, or mayfly resume, to go on.',
    },
  },
} as const;

export const en = { failures, notifications } as const;
