// Failures of connections and their credentials: the texts in English.

export const connectionFailures = {
  'connection-unknown': {
    message: 'There is no connection “{{connectionName}}”.',
    bare: 'There is no such connection.',
    next: 'Choose another connection.',
    inTerminal: 'Run mayfly connections list for the names.',
  },
  'connections-lost': {
    message: 'The connections of this profile are gone: its history file, mayfly.db, was lost, emptied or damaged.',
    next: 'Put the file back, or choose anew under “Files go to”: “This computer”, or “Connect storage…”.',
    inTerminal:
      'Put the file back, run mayfly connections add, or send files to this computer from now on: mayfly connections default This\\ computer.',
  },
  'bucket-unserved': {
    message: 'The link would lead to the bucket on this computer, which nothing serves.',
    next: 'Start Mayfly, or choose another connection.',
    inTerminal:
      'Start Mayfly or mayfly bucket serve, add a connection (mayfly connections add), or leave out --no-serve.',
  },
  'network-closed': {
    message: 'This computer cannot be reached in its network{{because}}.',
    next: 'Connect it to a network, then try again.',
    inTerminal: 'Connect it to a network and try again, or leave out --nearby: the link then opens on this computer.',
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
  'connections-file-invalid': {
    message: 'That is no file with connections{{because}}.',
    next: 'Choose a file that Mayfly exported.',
  },
  'no-doors': {
    message: 'The connection “{{connectionName}}” has no short links.',
    bare: 'This connection has no short links.',
    next: 'Set them up in the menu of the connection, “Short links”.',
    inTerminal: 'Set them up with mayfly connections doors NAME --make-public --yes.',
  },
  'doors-unproven': {
    message: 'Nobody has seen yet whether the short links of the connection “{{connectionName}}” work.',
    bare: 'Nobody has seen yet whether the short links of this connection work.',
    next: 'Test the connection, then try again.',
    inTerminal: 'Run mayfly connections test NAME, then try again.',
  },
  'doors-in-use': {
    message: 'Short links of the connection “{{connectionName}}” are still open.',
    bare: 'Short links of this connection are still open.',
    next: 'Close them, or confirm: they stay at their old address, where Mayfly goes on renewing them until they end.',
    inTerminal:
      'Close them, or add --yes: they stay at their old address, where Mayfly goes on renewing them until they end.',
  },
  'doors-stay-public': {
    message: 'Everybody can still read {{bucket}}, where the short links were.',
    next: 'Take its public access back in the provider’s console. Put no connection there before: its links would never end.',
  },
  'shares-are-public': {
    message: 'Everybody can read the files of the connection “{{connectionName}}” without a link.',
    bare: 'Everybody can read the files of this connection without a link.',
    next: 'Make its bucket private, then test the connection: until then it gets no new short links.',
    inTerminal:
      'Make its bucket private, then run mayfly connections test NAME: until then it gets no new short links.',
  },
  'policy-unsupported': {
    message: '{{server}} keeps no policies of buckets.',
    next: 'Make the bucket of the short links public in the provider’s console.',
  },
  'lifecycle-needs-prefix': {
    message: 'A rule for {{bucket}} would delete what others keep there, because the connection has no prefix.',
    next: 'Give the connection a prefix of its own, such as mayfly/, and try again.',
    inTerminal: 'Give it one with mayfly connections edit NAME --prefix mayfly/ and try again.',
  },
  'lifecycle-unsupported': {
    message: '{{server}} has no rules that delete old objects.',
    next: 'Leave Mayfly running: it deletes what has expired itself.',
  },
  'write-link-unsafe': {
    message:
      'A link to write could be turned into a link to read everything that this key may read: {{host}} takes headers that nobody signed (CVE-2026-54330).',
    next: 'Update the server, then test the connection.',
    inTerminal:
      'Use mayfly sign post, or update the server (Ceph 19.2.6, 20.2.4) and run mayfly connections test NAME; --i-know signs it all the same.',
  },
  'form-unlimited': {
    message: '{{server}} takes no upload forms, or does not keep their limits.',
    next: 'Test the connection again after an update of the server.',
    inTerminal: 'Use mayfly sign put with --content-length; --i-know signs it all the same.',
  },
  'signing-unproven': {
    message: 'Nobody has seen yet whether {{host}} refuses everything that such a link does not allow.',
    next: 'Test the connection, then try again.',
    inTerminal: 'Run mayfly connections test NAME, then sign again; --i-know signs it all the same.',
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
    inTerminal: 'Enter its keys with mayfly connections edit NAME --access-key-id ID.',
  },
  'intake-key-missing': {
    message: 'The secret of the intake key of the connection “{{connectionName}}” is not in the keychain.',
    bare: 'The secret of the intake key of this connection is not in the keychain.',
    next: 'Edit the connection and enter the intake key’s secret again, or take the key away.',
    inTerminal: 'Enter it again with mayfly connections edit NAME --intake-key-id ID.',
  },
  'intake-unsupported': {
    message: 'The provider of the connection “{{connectionName}}” has no keys that may only store below a folder.',
    bare: 'The provider of this connection has no keys that may only store below a folder.',
    next: 'Use no intake key there.',
  },
  'profile-unconfirmed': {
    message: 'A file named the AWS profile “{{profile}}” for {{host}}, and nobody has agreed to that yet.',
    bare: 'A file named an AWS profile for {{host}}, and nobody has agreed to that yet.',
    next: 'Edit the connection and agree, or choose other keys.',
    inTerminal: 'To agree, run mayfly connections edit NAME --aws-profile PROFILE.',
  },
  'addresses-unconfirmed': {
    message: 'A file says that links of “{{connectionName}}” go by {{addresses}}, and nobody has agreed to that yet.',
    bare: 'A file says by which address the links of this connection go, and nobody has agreed to that yet.',
    next: 'Edit the connection and agree only if you know who is there: they see each link that you give.',
    inTerminal:
      'To agree, run mayfly connections edit NAME --confirm-addresses. Whoever is there sees each link that you give; mayfly connections list --json shows the addresses.',
  },
  'profile-unknown': {
    message: 'There is no profile “{{profile}}” in the AWS files of this computer.',
    bare: 'There is no such profile in the AWS files of this computer.',
    next: 'Choose another profile for the connection, or set this one up with the AWS command line.',
  },
  'profile-unusable': {
    message: 'The AWS profile “{{profile}}” gives no credentials{{because}}.',
    bare: 'The AWS profile gives no credentials{{because}}.',
    next: 'Set it up with the AWS command line, or choose another profile for the connection.',
  },
  'profile-needs-code': {
    message: 'The AWS profile “{{profile}}” wants a code (MFA), and Mayfly cannot ask for one.',
    bare: 'The AWS profile wants a code (MFA), and Mayfly cannot ask for one.',
    next: 'Run `aws configure export-credentials --profile {{profileArgument}}` in a terminal and paste what it prints as the keys.',
    nextBare: 'Run `aws configure export-credentials` in a terminal and paste what it prints as the keys.',
  },
  'sso-lapsed': {
    message: 'The sign-in (SSO) of the AWS profile “{{profile}}” has lapsed.',
    bare: 'The sign-in (SSO) of the AWS profile has lapsed.',
    next: 'Run `aws sso login --profile {{profileArgument}}` in a terminal, then try again.',
    nextBare: 'Run `aws sso login` in a terminal, then try again.',
  },
  'process-failed': {
    message: 'The program that gives the credentials of the AWS profile “{{profile}}” failed{{because}}.',
    bare: 'The program that gives the credentials of the AWS profile failed{{because}}.',
    next: 'Run the credential_process of the profile in a terminal to see what is wrong.',
  },
  'role-refused': {
    message: 'The AWS profile “{{profile}}” did not get its role{{because}}.',
    bare: 'The AWS profile did not get its role{{because}}.',
    next: 'Check who may assume the role, then try again.',
  },
  'secret-elsewhere': {
    message:
      'The secret of the connection “{{connectionName}}” is with {{formerKeeper}}, and now {{keeper}} keeps the secrets of this session.',
    bare: 'The secret of this connection is with another keychain than the one of this session.',
    next: 'Start the former one again, or edit the connection and enter its secret access key again.',
    inTerminal: 'Start the former one again, or run mayfly connections edit NAME --new-secret.',
  },
  'secret-file-unusable': {
    message: 'The file with the keys of this connection cannot be used{{because}}.',
    next: 'Edit the connection and enter its keys again.',
    inTerminal: 'Enter its keys again with mayfly connections edit NAME --access-key-id ID.',
  },
  'passphrase-needed': {
    message: 'The keys of this connection lie in a file that a passphrase opens, and it cannot be asked for here.',
    next: 'Use the connection in a terminal, or edit it here and enter its keys: they go into the keychain then.',
    inTerminal:
      'Run the command in a terminal, or set MAYFLY_PASSPHRASE_FILE to a file that holds the passphrase and that only you can read; --passphrase-fd reads it from an open file.',
  },
  'passphrase-unusable': {
    message:
      'The file with the passphrase (MAYFLY_PASSPHRASE_FILE, --passphrase-fd or the credential mayfly-passphrase) cannot be used{{because}}.',
    next: 'Name an ordinary file with nothing but the passphrase that only you can read (chmod 600).',
  },
  'passphrase-wrong': {
    message: 'The passphrase does not open the file.',
    next: 'Try again; without the passphrase the keys cannot be read, and must be entered again.',
    inTerminal:
      'Try again; without the passphrase, delete the folder “secrets” in the profile folder and give each of these connections its keys again (mayfly connections edit NAME --access-key-id ID).',
  },
} as const;
