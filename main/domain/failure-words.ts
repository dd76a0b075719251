// Why this exists: the words of every failure, one total table, so that a code without words does not compile. Each text says what
// happened, whether the data is safe, and one next step. No text ever quotes a server's or a library's own message.
import type { Failure, FailureCode, FailureDetail } from './failure';

/** Where the words are read: the same failure has another next step in a terminal. */
export type Door = 'window' | 'terminal';

export interface FailureWords {
  /** What happened, one sentence with its full stop. */
  readonly message: string;
  /** Whether the data is safe, in words. */
  readonly safety: string;
  /** The one next step, one sentence with its full stop. */
  readonly next: string;
  readonly dataSafe: boolean;
}

type Text = string | ((detail: FailureDetail) => string);
interface Entry {
  readonly message: Text;
  readonly safety: keyof typeof safetyWords;
  readonly next: Text;
  readonly nextInTerminal?: Text;
}

const safetyWords = {
  sourceKept: 'Your file is unchanged on this computer; nothing was shared.',
  nothingSent: 'Nothing was sent.',
  nothingStored: 'Nothing was saved.',
  objectKept: 'What was shared before is still there.',
  historyAside: 'The old history was kept aside and not changed.',
  unknown: 'Your files on this computer are untouched.',
  filesStored: 'What was stored is safe and needs no second upload.',
  linkLives: 'Treat the link as still alive.',
} as const;

const server = ({ host }: FailureDetail) => (host === undefined ? 'The server' : `The server ${host}`);
const file = ({ fileName }: FailureDetail) => (fileName === undefined ? 'The file' : `“${fileName}”`);
const theFile = ({ fileName }: FailureDetail) => (fileName === undefined ? 'the file' : `“${fileName}”`);
const bucket = ({ bucket: name }: FailureDetail) => (name === undefined ? 'the bucket' : `the bucket “${name}”`);
const because = ({ reason }: FailureDetail) => (reason === undefined ? '' : `: ${reason}`);
const status = ({ status: code }: FailureDetail) => (code === undefined ? '' : ` (it answered ${code})`);

const storedOf = ({ fileCount, storedCount }: FailureDetail) =>
  fileCount === undefined || storedCount === undefined
    ? 'Not every file is stored'
    : `${storedCount} of ${fileCount} files ${storedCount === 1 ? 'is' : 'are'} stored`;
const givingUp = ({ pageId }: FailureDetail) => `mayfly cancel ${pageId ?? 'ID'}`;

const keychainNext = 'Try again once that is done, or keep the secret for this session only.';
const keychainNextInTerminal =
  'Try again once that is done; for one share pass --endpoint and --bucket with AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY set.';

const table: Record<FailureCode, Entry> = {
  unexpected: {
    message: 'Something went wrong that Mayfly does not know.',
    safety: 'unknown',
    next: 'Try again; if it happens again, report it with the log file.',
  },
  'bad-request': {
    message: (d) => `That cannot be done${because(d)}.`,
    safety: 'nothingSent',
    next: 'Correct it and try again.',
    nextInTerminal: 'See mayfly --help.',
  },
  'expiry-out-of-range': {
    message: (d) => `A link can live from 1 second to 7 days (604,800 seconds), in whole seconds${because(d)}.`,
    safety: 'nothingSent',
    next: 'Choose a time in that range.',
    nextInTerminal: 'Pass --expires with 90s, 15m, 1h, 1d, 7d or a number of seconds.',
  },
  'share-not-found': {
    message: 'There is no share with that ID.',
    safety: 'objectKept',
    next: 'Look at the list of shares for the right one.',
    nextInTerminal: 'Run mayfly list for the IDs.',
  },
  'share-not-ours': {
    message: (d) => `${file(d)} was in the bucket before Mayfly linked it, so Mayfly does not delete it.`,
    safety: 'objectKept',
    next: 'Ask the owner of the object to end the link, or let it expire; removing it from the history does not end it.',
  },
  'key-unlinkable': {
    message: (d) => `A link to this object would not work everywhere${because(d)}.`,
    safety: 'objectKept',
    next: 'Copy the object to a plainer key in the bucket and link that.',
  },
  'object-not-found': {
    message: (d) => `There is no ${d.fileName ? `“${d.fileName}”` : 'such object'} in ${bucket(d)}.`,
    safety: 'nothingSent',
    next: 'Look at the address again: capital letters matter, and a folder ends in a slash.',
  },
  'share-ambiguous': {
    message: (d) => `More than one share is meant${because(d)}.`,
    safety: 'objectKept',
    next: 'Type more characters of the ID.',
    nextInTerminal: 'Type more characters of the ID; mayfly list shows them.',
  },
  'link-not-shorter': {
    message: (d) =>
      `The link to ${theFile(d)} cannot be shorter, because its object does not say its name and type itself.`,
    safety: 'objectKept',
    next: 'Copy the link as it is.',
  },
  'qr-too-long': {
    message: (d) => `The link to ${theFile(d)} is longer than a QR code can hold.`,
    safety: 'objectKept',
    next: 'Copy the link instead, or share with a connection that has lasting keys: its links are shorter.',
  },
  'upload-not-found': {
    message: 'There is no unfinished upload with that ID.',
    safety: 'objectKept',
    next: 'Look at the list of uploads for the right one.',
    nextInTerminal: 'Run mayfly uploads for the IDs.',
  },
  'clipboard-empty': {
    message: 'The clipboard holds no file, picture or text.',
    safety: 'nothingSent',
    next: 'Copy something and try again.',
  },
  'clipboard-unavailable': {
    message: 'The clipboard could not be written.',
    safety: 'objectKept',
    next: 'Press “Copy link” on the share to try again.',
    nextInTerminal:
      'Take the link from the output (mayfly copy ID --print); a clipboard needs wl-copy, xclip or xsel on Linux.',
  },
  'picture-unsaved': {
    message: (detail) => `The picture ${file(detail)} could not be saved.`,
    safety: 'objectKept',
    next: 'Choose another folder, or make room on the disk.',
  },
  'nothing-opens': {
    message: ({ reason }) => `This computer has no program that opens ${reason ?? 'this'}.`,
    safety: 'objectKept',
    next: 'Copy the link and paste it where you want it.',
  },
  'connection-unknown': {
    message: ({ connectionName }) =>
      connectionName === undefined ? 'There is no such connection.' : `There is no connection “${connectionName}”.`,
    safety: 'nothingSent',
    next: 'Choose another connection.',
    nextInTerminal: 'Run mayfly connections list for the names.',
  },
  'connection-name-taken': {
    message: ({ connectionName }) =>
      connectionName === undefined
        ? 'There is already a connection of that name.'
        : `There is already a connection “${connectionName}”.`,
    safety: 'nothingStored',
    next: 'Choose another name.',
  },
  'connection-in-use': {
    message: 'Uploads are running on this connection.',
    safety: 'objectKept',
    next: 'Wait for them or cancel them, then remove the connection.',
  },
  'lifecycle-needs-prefix': {
    message: (d) =>
      `A rule for ${bucket(d)} would delete what others keep there, because the connection has no prefix.`,
    safety: 'nothingStored',
    next: 'Give the connection a prefix of its own, such as mayfly/, and try again.',
    nextInTerminal: 'Add the connection again with --prefix mayfly/ and try again.',
  },
  'lifecycle-unsupported': {
    message: (d) => `${server(d)} has no rules that delete old objects.`,
    safety: 'nothingStored',
    next: 'Leave Mayfly running: it deletes what has expired itself.',
  },
  'endpoint-invalid': {
    message: (d) => `That is not an S3 endpoint${because(d)}.`,
    safety: 'nothingSent',
    next: 'Enter it as your provider shows it, like https://s3.example.com.',
  },
  'bucket-name-invalid': {
    message: (d) => `That is not a bucket name${because(d)}.`,
    safety: 'nothingSent',
    next: 'Enter the bucket’s name as your provider shows it.',
  },
  'secret-missing': {
    message: ({ connectionName }) =>
      connectionName === undefined
        ? 'The secret of this connection is not in the keychain.'
        : `The secret of the connection “${connectionName}” is not in the keychain.`,
    safety: 'nothingSent',
    next: 'Edit the connection and enter its secret access key again.',
    nextInTerminal: 'Remove the connection and add it again.',
  },
  'access-key-unknown': {
    message: (d) => `${server(d)} does not know this access key ID.`,
    safety: 'sourceKept',
    next: 'Check the access key ID for missing or extra characters.',
  },
  'signature-rejected': {
    message: (d) => `${server(d)} did not accept the signature: the secret access key is wrong.`,
    safety: 'sourceKept',
    next: 'Enter the secret access key again.',
    nextInTerminal: 'Add the connection again with the right secret.',
  },
  'access-denied': {
    message: (d) => `${server(d)} does not allow this key to use ${bucket(d)}${because(d)}.`,
    safety: 'sourceKept',
    next: 'Give the key the right to read, write and delete objects there.',
  },
  'token-expired': {
    message: 'The session token has expired.',
    safety: 'sourceKept',
    next: 'Enter new temporary credentials.',
    nextInTerminal: 'Get new temporary credentials and try again.',
  },
  'bucket-missing': {
    message: (d) => `${server(d)} has no ${bucket(d).replace(/^the /, '')}.`,
    safety: 'sourceKept',
    next: 'Check the bucket’s name, or create it.',
  },
  'region-wrong': {
    message: (d) =>
      d.region === undefined
        ? `${server(d)} says that the bucket is in another region.`
        : `${server(d)} says that the bucket is in the region ${d.region}.`,
    safety: 'sourceKept',
    next: (d) =>
      d.region === undefined ? 'Enter the bucket’s region.' : `Set the connection’s region to ${d.region}.`,
  },
  'clock-skewed': {
    message: 'This computer’s clock differs too much from the server’s.',
    safety: 'sourceKept',
    next: 'Set the clock right and try again.',
  },
  'endpoint-unreachable': {
    message: (d) => `${server(d)} cannot be reached${because(d)}.`,
    safety: 'sourceKept',
    next: 'Check the network and the endpoint, then try again.',
  },
  'connection-lost': {
    message: (d) => `The connection to ${d.host ?? 'the server'} broke off.`,
    safety: 'sourceKept',
    next: 'Try again when the network is back.',
  },
  'timed-out': {
    message: (d) => `${server(d)} stopped answering.`,
    safety: 'sourceKept',
    next: 'Try again when the network is better.',
  },
  'tls-untrusted': {
    message: (d) => `${server(d)} has a certificate that cannot be trusted${because(d)}.`,
    safety: 'nothingSent',
    next: 'Check the endpoint, or ask who runs the server; Mayfly never skips this check.',
  },
  'not-s3': {
    message: (d) => `${server(d)} answered, but not like S3${status(d)}.`,
    safety: 'sourceKept',
    next: 'A sign-in page of this network or a wrong endpoint can cause this: open a web page to sign in, or correct the endpoint.',
  },
  'server-failed': {
    message: (d) => `${server(d)} has a problem of its own${status(d)}.`,
    safety: 'sourceKept',
    next: 'Try again in a minute.',
  },
  throttled: {
    message: (d) => `${server(d)} asks to slow down.`,
    safety: 'sourceKept',
    next: 'Try again in a minute.',
  },
  'storage-full': {
    message: (d) => `${server(d)} has no room left for this.`,
    safety: 'sourceKept',
    next: 'Free some space there or raise the quota, then try again.',
  },
  'object-missing': {
    message: 'The stored copy behind this link is gone.',
    safety: 'unknown',
    next: 'Share the file again.',
  },
  'upload-lost': {
    message: (d) => `${server(d)} no longer knows this upload.`,
    safety: 'sourceKept',
    next: 'Share the file again.',
  },
  'copy-unsupported': {
    message: (d) => `${server(d)} cannot copy what it stores.`,
    safety: 'objectKept',
    next: 'Share the file again from this computer.',
  },
  'stored-differs': {
    message: (d) => `${server(d)} did not store ${file(d)} as it is here, so the stored copy was removed.`,
    safety: 'sourceKept',
    next: 'Try again; if it happens again, do not trust this server with files.',
  },
  'link-unproven': {
    message: (d) => `The link to ${file(d)} does not open${status(d)}, so it was not copied.`,
    safety: 'sourceKept',
    next: 'Test the connection, then try again.',
    nextInTerminal: 'Run mayfly connections test, then share again.',
  },
  'page-not-shown': {
    message: (d) => `${server(d)} does not show web pages${status(d)}, so there is no page to link to.`,
    safety: 'filesStored',
    next: 'Share the files as separate links.',
    nextInTerminal: (d) => `Share them with --no-page for separate links; ${givingUp(d)} removes what was stored.`,
  },
  'page-incomplete': {
    message: (d) => `${storedOf(d)}, so the page has no link yet.`,
    safety: 'filesStored',
    next: 'Try the others again, or dismiss them to share a page of the rest.',
    nextInTerminal: (d) => `Run the same command again, or mayfly resume, to go on; ${givingUp(d)} gives it up.`,
  },
  'revoke-unproven': {
    message: (d) => `The stored copy was deleted, but the link still opens${status(d)}.`,
    safety: 'linkLives',
    next: 'Try to revoke it again; if it stays, delete the object in the provider’s console.',
  },
  'versions-kept': {
    message: (d) => `The stored copy was deleted, but older versions of it are still in ${bucket(d)}.`,
    safety: 'unknown',
    next: 'Give the key the right to list and delete object versions and try again, or delete them in the provider’s console.',
  },
  'engine-stopped': {
    message: 'The process that uploads has stopped.',
    safety: 'sourceKept',
    next: 'It is started again by itself; if this stays, restart Mayfly.',
  },
  'bucket-stopped': {
    message: 'The bucket on this computer has stopped.',
    safety: 'unknown',
    next: 'Try again; Mayfly starts it anew.',
  },
  'bucket-port-taken': {
    message: 'Another program uses the port of the bucket on this computer, so its links cannot open.',
    safety: 'unknown',
    next: 'Close that program and try again.',
    nextInTerminal: 'Close that program and try again, or pass another --port.',
  },
  'bucket-data-unusable': {
    message: (d) => `The folder of the bucket on this computer cannot be used${because(d)}.`,
    safety: 'unknown',
    next: 'Check the rights and the free space of the profile folder.',
  },
  'file-missing': {
    message: (d) => `${file(d)} could not be found.`,
    safety: 'nothingSent',
    next: 'Check where it is and share it again.',
    nextInTerminal: 'Check the path and share it again.',
  },
  'file-unreadable': {
    message: (d) => `${file(d)} cannot be read${because(d)}.`,
    safety: 'sourceKept',
    next: 'Give yourself the right to read it and share it again.',
  },
  'file-changed': {
    message: (d) => `${file(d)} changed while it was uploaded.`,
    safety: 'sourceKept',
    next: 'Share it again when it is finished.',
  },
  'file-not-regular': {
    message: (d) =>
      `${file(d)} is ${d.reason ?? 'no ordinary file'}, and only ordinary files and folders can be shared.`,
    safety: 'nothingSent',
    next: 'Choose an ordinary file.',
  },
  'folder-empty': {
    message: (d) => `${file(d)} holds no files.`,
    safety: 'nothingSent',
    next: 'Choose a folder with files in it.',
  },
  'file-too-large': {
    message: (d) => `${file(d)} is larger than S3 can store${because(d)}.`,
    safety: 'nothingSent',
    next: 'Split it and share the pieces.',
  },
  'disk-full': {
    message: 'The disk of this computer is full.',
    safety: 'unknown',
    next: 'Free some space and try again.',
  },
  'ledger-newer': {
    message: 'The history was written by a newer Mayfly, so this one started an empty history.',
    safety: 'historyAside',
    next: 'Update Mayfly to see the old history again.',
  },
  'ledger-damaged': {
    message: 'The history file was damaged, so Mayfly started an empty one.',
    safety: 'historyAside',
    next: 'Add your connections again; the damaged file lies beside the new one.',
  },
  'ledger-unusable': {
    message: (d) => `The history file cannot be written${because(d)}.`,
    safety: 'unknown',
    next: 'Check the rights and the free space of the profile folder.',
  },
  'upload-interrupted': {
    message: (d) => `The upload of ${file(d)} was cut off when Mayfly stopped.`,
    safety: 'sourceKept',
    next: 'Share the file again.',
  },
  'keychain-no-bus': {
    message: 'The keychain cannot be reached: this session has no message bus (D-Bus).',
    safety: 'nothingStored',
    next: `Start Mayfly from a desktop session. ${keychainNext}`,
    nextInTerminal: `Run it in a desktop session or under dbus-run-session. ${keychainNextInTerminal}`,
  },
  'keychain-no-service': {
    message: 'This computer runs no keychain (Secret Service).',
    safety: 'nothingStored',
    next: `Install gnome-keyring or KWallet. ${keychainNext}`,
    nextInTerminal: `Install gnome-keyring or KWallet. ${keychainNextInTerminal}`,
  },
  'keychain-no-collection': {
    message: 'The keychain has no keyring to store into.',
    safety: 'nothingStored',
    next: `Create a default keyring, for example in “Passwords and Keys”. ${keychainNext}`,
    nextInTerminal: `Create a default keyring. ${keychainNextInTerminal}`,
  },
  'keychain-locked': {
    message: 'The keychain is locked.',
    safety: 'nothingStored',
    next: `Unlock your keyring. ${keychainNext}`,
    nextInTerminal: `Unlock your keyring. ${keychainNextInTerminal}`,
  },
  'keychain-denied': {
    message: 'The keychain did not let Mayfly in.',
    safety: 'nothingStored',
    next: `Allow Mayfly when the system asks. ${keychainNext}`,
    nextInTerminal: `Allow it when the system asks. ${keychainNextInTerminal}`,
  },
  'keychain-unavailable': {
    message: (d) => `The keychain cannot be used on this computer${because(d)}.`,
    safety: 'nothingStored',
    next: `On Linux install libsecret-1-0. ${keychainNext}`,
    nextInTerminal: `On Linux install libsecret-1-0. ${keychainNextInTerminal}`,
  },
  'keys-elsewhere': {
    message:
      'The keys of this link are in the memory of another Mayfly process, which made it because no keychain worked there.',
    safety: 'linkLives',
    next: 'End that process: its links end with it.',
  },
  cancelled: {
    message: 'The upload was cancelled.',
    safety: 'sourceKept',
    next: 'Share the file again whenever you like.',
  },
  paused: {
    message: (d) => `The upload of ${file(d)} is paused.`,
    safety: 'sourceKept',
    next: 'Resume it whenever you like.',
    nextInTerminal: 'Run the same command again, or mayfly resume, to go on.',
  },
};

const unsafe: ReadonlySet<FailureCode> = new Set<FailureCode>(['revoke-unproven', 'ledger-damaged']);

/** The words of a failure for one door. */
export function failureWords(failure: Failure, door: Door): FailureWords {
  const entry = table[failure.code];
  // An empty fact (the host of what is no URL) is no fact.
  const facts: FailureDetail = Object.fromEntries(Object.entries(failure.detail).filter(([, fact]) => fact !== ''));
  const read = (text: Text) => (typeof text === 'string' ? text : text(facts));
  return {
    message: read(entry.message),
    safety: safetyWords[entry.safety],
    next: read(door === 'terminal' ? (entry.nextInTerminal ?? entry.next) : entry.next),
    dataSafe: !unsafe.has(failure.code),
  };
}
