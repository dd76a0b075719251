// What --remove-my-data says: the texts in English.

export const removal = {
  planned: 'This will be removed for good:',
  secrets: 'Mayfly’s entries in the keychain',
  bucketEnds: 'Files in the bucket on this computer go, and links to them end.',
  otherBuckets: 'What lies in buckets of other servers stays there, and its links open until their end.',
  atLogin: 'If Mayfly starts at login, take it out of the system’s own list.',
  ask: 'Remove it? Type yes:',
  kept: 'nothing was removed.',
  nothing: 'there is nothing to remove.',
  removed: 'removed {{what}}',
  entries_one: '{{count}} entry in the keychain',
  entries_other: '{{count}} entries in the keychain',
  secretsStay: 'The keychain’s entries are still there; the same command removes them once the keychain is open.',
} as const;
