// `mayfly policy`: the texts in English.

export const policy = {
  heading: 'Set by your organisation in {{place}}:',
  noRules: 'Your organisation sets no rules for Mayfly on this computer.',
  noRulesAt: 'Your organisation sets no rules for Mayfly on this computer; they would be in {{place}}.',
  none: 'none',
  allowed: 'allowed',
  off: 'off',
  demanded: 'demanded',
  rules: {
    allowedEndpoints: 'Servers',
    allowedBuckets: 'Buckets',
    longestLifetimeSeconds: 'Longest lifetime',
    encryption: 'Encryption',
    shortLinks: 'Short links',
    fileRequests: 'File requests',
    network: 'Local network',
    updates: 'Updates',
    agents: 'Agents',
  },
} as const;
