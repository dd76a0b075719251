// How calls of agents are refused.

export const agentFailures = {
  'agent-path-refused': { kind: 'file', retryable: false },
  'agent-folder-refused': { kind: 'usage', retryable: false },
  'agent-needs-approval': { kind: 'usage', retryable: false },
  'agent-declined': { kind: 'usage', retryable: false },
  'agent-unanswered': { kind: 'usage', retryable: false },
  'agent-too-often': { kind: 'usage', retryable: false },
} as const;
