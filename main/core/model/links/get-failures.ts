// How saving what a link opens can fail.

export const getFailures = {
  'link-not-ours': { kind: 'usage', retryable: false },
  'link-is-request': { kind: 'usage', retryable: false },
  'link-incomplete': { kind: 'usage', retryable: false },
  'link-over': { kind: 'network', retryable: false },
  'link-waits': { kind: 'network', retryable: false },
  'password-needed': { kind: 'usage', retryable: false },
  'password-wrong': { kind: 'usage', retryable: false },
  'got-differs': { kind: 'network', retryable: false },
  'got-replaced': { kind: 'network', retryable: false },
  'still-sending': { kind: 'network', retryable: false },
  'sender-away': { kind: 'network', retryable: false },
} as const;
