// Failures of what agents call and of what they are allowed: the texts in English.

/** The reasons in them. */
export const agentReasons = {
  agentOutside: 'it is in no folder that was allowed',
  agentHidden: 'it is hidden, or in a hidden folder',
  agentHardLink: 'it has another name elsewhere (a hard link)',
  agentKeyName: 'its name is that of a key or a password',
  agentKeyInside: 'it holds a private key',
  agentPathForm: 'its path must be absolute, without “.” and “..”',
  agentWholeHome: 'it holds all your files: allow a folder in it',
  agentNoFiles: 'it is no folder of files',
  agentNotOpen: 'agents were not allowed this folder; mayfly mcp list shows theirs',
  agentTooMany: 'a share of an agent has at most {{most}} files',
  agentFolderMissing: 'the folder is missing',
  agentRuleMissing: 'say what to change: --longest, --encrypt or --no-encrypt',
} as const;

export const agentFailures = {
  'agent-path-refused': {
    message: '“{{fileName}}” is not for agents{{because}}.',
    bare: 'That is not for agents{{because}}.',
    next: 'The owner allows folders with “mayfly mcp allow DIR”.',
  },
  'agent-folder-refused': {
    message: '“{{fileName}}” cannot be opened to agents{{because}}.',
    bare: 'That folder cannot be opened to agents{{because}}.',
    next: 'Choose a folder that holds only what agents may share.',
  },
  'agent-needs-approval': {
    message: 'The owner has to agree in Mayfly’s window, and Mayfly is not running.',
    next: 'Start Mayfly and try again.',
  },
  'agent-declined': {
    message: 'The owner did not agree.',
    next: 'Ask the owner before you try again.',
  },
  'agent-unanswered': {
    message: 'Nobody answered Mayfly’s question in time.',
    next: 'Try again when the owner is at the computer.',
  },
  'agent-too-often': {
    message: 'Agents have shared and asked often enough for now.',
    next: 'Try again in ten minutes.',
  },
} as const;
