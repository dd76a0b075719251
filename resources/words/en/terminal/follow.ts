// A share that is kept in step with its folder by the command line, and a watch that ends by itself: the texts in English.

export const follow = {
  begins: 'the page is kept in step with “{{folder}}”; Ctrl-C ends that, and the link stays.',
  beginsServed: 'the page is kept in step with “{{folder}}” and served from this computer; Ctrl-C ends both.',
  goesOn:
    'this folder has a share that was followed; it goes on until {{clock}}, and options for a new share have no effect.',
  byOther: 'another Mayfly keeps it in step; this command goes on once that one ends.',
  ours: 'this command keeps it in step now.',
  changed_one: '{{added}} added, {{replaced}} replaced, {{removed}} removed; the page has {{count}} file.',
  changed_other: '{{added}} added, {{replaced}} replaced, {{removed}} removed; the page has {{count}} files.',
  ended: 'the link has ended, and so does this command.',
  watchEnded: 'the links ended at {{clock}}: no more files are shared.',
} as const;
