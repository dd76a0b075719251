// The question whether a program that acts for the user may share: the texts in English.

export const agentQuestion = {
  share_one: '“{{agent}}” wants to share {{count}} file ({{size}}).',
  share_other: '“{{agent}}” wants to share {{count}} files ({{size}}).',
  request: '“{{agent}}” wants to ask others for files.',
  extend: '“{{agent}}” wants a new link for a share.',
  file: '{{size}}: {{path}}',
  more_one: '… and {{count}} more',
  more_other: '… and {{count}} more',
  title: 'Title: {{title}}',
  message: 'Message: {{message}}',
  folder: 'Saved in: {{folder}}',
  to: 'To: {{connection}} ({{host}})',
  lifetime: 'Ends after: {{duration}}',
  encrypted: 'Encrypted: the storage sees no names and no contents.',
  plain: 'Not encrypted: whoever runs the storage can read it.',
  claimed:
    'The name is what the program calls itself. Whoever gets the link opens it. Agree only if you asked for this.',
  given:
    'You gave the program this name when you set it up. Whoever gets the link opens it. Agree only if you asked for this.',
  yes: 'Share',
  yesRequest: 'Make the page',
  no: 'Don’t share',
} as const;
