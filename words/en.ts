// Why this exists: every word Mayfly says, in English; its keys and placeholders are those of every other language.

const notifications = {
  copied: 'Link copied',
  copiedText: '{{name}}\nIt opens until {{clock}}.',
  copiedMany_one: '{{count}} link copied',
  copiedMany_other: '{{count}} links copied',
  copiedManyText: 'They open until {{clock}}.',
  nothingCopied: 'Nothing copied',
  renewed: 'A new link is ready',
  renewedText: '{{name}}\nThe old one ends {{clock}}. Send the new one to whoever needs it longer.',
  failed: 'Not shared: {{name}}',
  failedMany_one: '{{count}} file was not shared',
  failedMany_other: '{{count}} files were not shared',
} as const;

export const en = { notifications } as const;
