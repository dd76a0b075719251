// Files that come to a share of one file, in the terminal: the texts in English.

export const changed = {
  becomesPage:
    'With more files “{{name}}” becomes a page, which has a new link. The present link goes on to open that one file, until {{clock}}.',
  becomesPageBehind: 'With more files “{{name}}” becomes a page. The short link stays the same, and leads to the page.',
  ask: 'Add them? (y/N)',
  formerOpens: 'the link is new; the former one opens “{{name}}” alone, until {{clock}}.',
} as const;
