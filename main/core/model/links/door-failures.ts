// How short links can fail.

export const doorFailures = {
  'door-not-found': { kind: 'usage', retryable: false },
  'door-name-taken': { kind: 'usage', retryable: false },
  'no-doors': { kind: 'usage', retryable: false },
  'doors-unproven': { kind: 'connection', retryable: false },
  'doors-in-use': { kind: 'connection', retryable: false },
  'doors-stay-public': { kind: 'connection', retryable: false },
  'shares-are-public': { kind: 'connection', retryable: false },
  'door-unproven': { kind: 'network', retryable: false },
  'door-not-closed': { kind: 'network', retryable: false },
} as const;
