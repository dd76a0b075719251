// Programs that act for the user, on the command line: the texts in English.

export const agents = {
  columns: {
    folder: 'FOLDER',
    asks: 'AGENTS',
    when: 'WHEN',
    agent: 'AGENT',
    tool: 'TOOL',
    outcome: 'OUTCOME',
    about: 'ABOUT',
  },
  asks: 'ask you each time',
  asksNot: 'share without asking',
  noFolders: 'agents may share nothing yet; mayfly mcp allow DIR opens a folder to them.',
  longest: 'What agents share ends within {{duration}}.',
  encrypt: 'Everything that agents share is encrypted.',
  encryptNot: 'Agents choose whether to encrypt, unless the connection decides.',
  allowedAsking: 'agents may share from {{folder}} once you agree in Mayfly’s window.',
  allowed: 'agents may share from {{folder}} without asking you.',
  denied: 'agents may share from {{folder}} no more; what they shared lives on until it ends or is taken back.',
  noCalls: 'no agent has called yet.',
  done: 'done',
  running: 'not ended',
  unnamed: 'unnamed agent',
  sharedBy: 'Shared by the agent',
  serves:
    'tools for agents on standard input and output, by the Model Context Protocol; a program has to start this, see docs/agents.md.',
} as const;

export const agentsCommand =
  'tools for agents (Model Context Protocol) on standard input and output; allow DIR and deny DIR open and close folders to them, list and rules show and set what they may, calls what they did';

export const agentsOptions = {
  as: 'the agent’s name, in place of what its program calls itself; written into its configuration',
  'without-asking': 'with allow: agents share from there without your agreement in Mayfly’s window',
  longest: 'with rules: what agents share ends within this time, like 1d',
  agentsEncrypt: 'with rules: everything that agents share is encrypted',
  agentsNoEncrypt: 'with rules: agents choose',
} as const;
