// How often a share was opened and saved, in the terminal: the texts in English.

export const receipts = {
  label: 'Recipients',
  notOpened: 'not opened yet',
  notSaved: 'not saved yet',
  opened_one: 'opened once',
  opened_other: 'opened {{count}} times',
  saved_one: 'saved once',
  saved_other: 'saved {{count}} times',
  filesSaved_one: '{{count}} file saved',
  filesSaved_other: '{{count}} files saved',
  last: 'last {{clock}}',
  seen: 'opened at least once, {{clock}}',
  notSeen: 'not seen opened yet',
  atLeast: 'at least {{said}}',
} as const;
