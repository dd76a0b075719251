// The man page: the texts in English that the help has not.

export const manual = {
  summary: 'drop a file, get a link that dies',
  name: 'NAME',
  synopsis: 'SYNOPSIS',
  descriptionTitle: 'DESCRIPTION',
  description:
    'Mayfly uploads files straight to your own S3-compatible bucket and prints a link that ends. There is no server of Mayfly’s. Without a connection a bucket on this computer serves, and its links open on this computer only. Links go to standard output, everything else to standard error.',
  commands: 'COMMANDS',
  everywhereTitle: 'EVERYWHERE',
  exitStatusTitle: 'EXIT STATUS',
  exitStatus: {
    done: 'done',
    unexpected: 'unexpected',
    usage: 'usage',
    connection: 'connection or credentials',
    network: 'network or server',
    file: 'file',
    keychain: 'keychain',
    interrupted: 'interrupted by SIGINT; 143 by SIGTERM, 129 by SIGHUP',
  },
  environmentTitle: 'ENVIRONMENT',
  environment: {
    passphraseFile: 'the file with the passphrase of keys that lie in files',
    keys: 'the keys of a connection for one command (--bucket), and of bucket serve',
    profile: 'the profile of ~/.aws with those keys, where the variables above are not set',
    endpoint: 'the endpoint of a connection for one command',
    region: 'its region',
    proxies: 'the proxies, and what is reached without one',
    language: 'the language of messages',
    folders: 'the folders with profile and caches',
  },
  filesTitle: 'FILES',
  files: {
    profile: 'the profile: history, settings, connections without their keys, the bucket on this computer, the log',
    secrets: 'keys that a passphrase opens, of connections with --store file',
    caches: 'caches, which can go at any time',
  },
  examplesTitle: 'EXAMPLES',
  seeAlsoTitle: 'SEE ALSO',
} as const;
