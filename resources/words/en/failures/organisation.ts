// Failures by rules of the organisation, and their reasons: the texts in English.

export const organisationFailures = {
  'set-by-organisation': {
    message: 'Set by your organisation{{because}}.',
    next: 'Ask whoever looks after this computer; mayfly policy prints all rules that hold.',
  },
  'policy-unreadable': {
    message:
      'The rules of your organisation in {{theFile}} cannot be read{{because}}. Nothing is shared until that is mended.',
    next: 'Ask whoever looks after this computer. What was shared before can still be listed and taken back.',
  },
} as const;

export const organisationReasons = {
  ruledShortLinks: 'short links are off',
  ruledFileRequests: 'file requests are off',
  ruledNetwork: 'sharing in the local network is off',
  ruledUpdates: 'updates are off',
  ruledAgents: 'agents may not use Mayfly',
  ruledHere: 'the bucket on this computer is not allowed',
  ruledServer: 'the server {{server}} is not allowed',
  ruledBucket: 'the bucket “{{name}}” is not allowed',
  ruledEncryption: 'everything that is shared is encrypted',
  ruledLifetime: 'no link lives longer than {{seconds}} seconds',
  policyUnknown: 'it holds the unknown rule “{{name}}”',
  policyValue: 'the value of its rule “{{name}}” is not allowed',
  policyEmpty: 'it holds no rules',
  policyOwner: 'it does not belong to the administrator',
  policyWritable: 'others than the administrator may write it',
  policyNoFile: 'it is no file',
  policyUnasked: 'the system does not tell them',
} as const;
