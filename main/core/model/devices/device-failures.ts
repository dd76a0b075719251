// How sending to other people's devices and to their file requests can fail, and receiving from a device.

export const deviceFailures = {
  'nearby-unavailable': { kind: 'network', retryable: false },
  'device-not-found': { kind: 'usage', retryable: false },
  'device-ambiguous': { kind: 'usage', retryable: false },
  'device-unreachable': { kind: 'network', retryable: true },
  'device-changed': { kind: 'network', retryable: false },
  'device-declined': { kind: 'network', retryable: false },
  'device-busy': { kind: 'network', retryable: true },
  'device-pin-needed': { kind: 'usage', retryable: false },
  'device-pin-wrong': { kind: 'usage', retryable: false },
  'device-pin-locked': { kind: 'network', retryable: false },
  'device-failed': { kind: 'network', retryable: false },
  'device-cut-off': { kind: 'network', retryable: false },
  'offer-gone': { kind: 'usage', retryable: false },
  'received-cut-off': { kind: 'network', retryable: false },
  'received-differs': { kind: 'network', retryable: false },
  'pin-tries-over': { kind: 'network', retryable: false },
  'received-changed': { kind: 'file', retryable: false },
  'bin-unavailable': { kind: 'file', retryable: false },
} as const;

/** Of a guest of a file request. */
export const guestFailures = {
  'link-not-request': { kind: 'usage', retryable: false },
  'send-not-taken': { kind: 'usage', retryable: false },
  'request-full': { kind: 'network', retryable: false },
  'request-ended': { kind: 'network', retryable: false },
  'request-away': { kind: 'network', retryable: false },
  'send-refused': { kind: 'network', retryable: false },
  'send-unsure': { kind: 'network', retryable: false },
} as const;
