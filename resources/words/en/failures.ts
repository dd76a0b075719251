// Failures: the texts in English.
import { sharingFailures } from './failures/sharing';
import { connectionFailures } from './failures/connections';
import { storageFailures } from './failures/storage';
import { computerFailures } from './failures/this-computer';
import { deviceFailures } from './failures/devices';
import { getFailures } from './failures/getting';
import { guestFailures } from './failures/guests';
import { agentFailures } from './failures/agents';
import { organisationFailures } from './failures/organisation';
import { failureReasons } from './failures/reasons';

/** For each failure: what happened, whether the data is safe, and the next step. `bare`: the message without its placeholder's value. */
export const failures = {
  unsavedNext: 'Correct the options and the environment variables that this command was given.',
  endedNext: 'Free some space; Mayfly then saves it by itself.',
  sendingNext: 'Check the network and run the same command again; it goes on where it was cut.',
  gettingNext: 'Check the network and run the same command again; it goes on where it was cut.',
  safety: {
    sourceKept: 'Your files are safe on this computer; nothing new was shared.',
    partlySent:
      'Your file is safe on this computer; what was sent of it may lie on the server, and there is no link to it.',
    linkGiven: 'Your file is safe on this computer; the link was given before, and its page offers what is stored.',
    nothingSent: 'Nothing was sent.',
    nothingStored: 'Nothing was saved.',
    nothingChanged: 'Nothing was changed.',
    bucketMade: 'The bucket was made and stays; no connection was saved.',
    notInstalled: 'Nothing was installed; this Mayfly goes on as it is.',
    objectKept: 'What was shared before is still there.',
    historyAtRisk: 'Your files and the links you gave away are untouched, but what is shared now may be forgotten.',
    historyAside: 'The old history was kept aside and not changed.',
    unknown: 'Your files on this computer are untouched.',
    leftOut: 'It was left out, and the rest was shared.',
    workKept: 'What the command did is done.',
    filesStored: 'What was stored is safe and needs no second upload.',
    linkLives: 'Treat the link as still alive.',
    linkEnded: 'The link no longer opens; only the history could not be saved yet.',
    arrivalKept: 'What was sent stays in the bucket.',
    arrivalLost: 'What was sent is lost, because its bucket ended with this Mayfly: ask for it again.',
    gotWhole: 'What is saved is whole, and nothing half stands under a file’s name.',
    guestKept: 'Your files are untouched, and what was received stays with the receiver.',
    streamEnded: 'There is no link to what came on standard input, and it cannot be read again.',
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
    proxy: 'The proxy',
    proxyNamed: 'The proxy {{name}}',
    device: 'The device',
    deviceNamed: '“{{name}}”',
    otherHost: 'another address',
    otherHostNamed: '{{name}}',
    inPath: 'the path',
    inHostName: 'the host name',
    asPath: 'Path',
    asVirtualHost: 'Virtual host',
    fingerprint: ' (SHA-256 fingerprint {{fingerprint}})',
    because: ': {{reason}}',
    status: ' (it answered {{status}})',
    stored: 'Not every file is stored',
    storedOf_one: '{{count}} of {{all}} files is stored',
    storedOf_other: '{{count}} of {{all}} files are stored',
  },
  rights: {
    's3:AbortMultipartUpload': 'abort uploads',
    's3:CreateBucket': 'create buckets',
    's3:DeleteObject': 'delete objects',
    's3:DeleteObjectVersion': 'delete versions of objects',
    's3:GetBucketVersioning': 'ask whether versions are kept',
    's3:GetLifecycleConfiguration': 'read the clean-up rules',
    's3:GetObject': 'read objects',
    's3:ListAllMyBuckets': 'list buckets',
    's3:ListBucket': 'list objects',
    's3:ListBucketMultipartUploads': 'list unfinished uploads',
    's3:ListBucketVersions': 'list versions of objects',
    's3:ListMultipartUploadParts': 'list the parts of uploads',
    's3:PutLifecycleConfiguration': 'change the clean-up rules',
    's3:PutObject': 'store objects',
  },
  reasons: failureReasons,
  codes: {
    ...sharingFailures,
    ...connectionFailures,
    ...storageFailures,
    ...computerFailures,
    ...deviceFailures,
    ...getFailures,
    ...guestFailures,
    ...agentFailures,
    ...organisationFailures,
  },
} as const;
