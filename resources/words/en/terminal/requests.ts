// What `mayfly request`, `requests` and `close` say: the texts in English.

export const requests = {
  usualTitle: 'Files',
  open: 'open, {{duration}} left',
  full: 'full',
  ended: 'ended',
  closed: 'closed',
  replaced: 'replaced, closes by itself',
  arrivedOf: '{{arrived}} of {{files}}',
  files: { arrived: 'in the bucket', saved: 'saved', damaged: 'damaged', refused: 'refused', deleted: 'deleted' },
  refusals: {
    'too-large': 'too large',
    pictures: 'not a picture',
    documents: 'not a document',
    late: 'too late, or one too many',
    unencrypted: 'not encrypted to this computer',
  },
  from: 'FROM',
  bare_one: '{{count}} file came in a folder that could not be kept, and has its bare name: {{files}}',
  bare_other: '{{count}} files came in folders that could not be kept, and have their bare names: {{files}}',
  bareFile: '{{name}} (without its folders)',
  closedUntil:
    'Closed. Whoever copied what the page held can still send until {{clock}}; that is removed while Mayfly runs.',
  closedNow: 'Closed. Nothing more can come.',
  closedDoor: 'Its short link is closed too: {{address}} opens nothing any more.',
  closedByIntake: 'What the intake key signed ends at once when you disable that key at the provider.',
} as const;
