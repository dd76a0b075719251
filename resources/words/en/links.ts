// Links and buckets: the texts in English.

/** The text that goes with a link to its recipient. */
export const links = {
  about: '{{size}}, until {{end}}{{cut}}',
  aboutPage: '{{files}}, {{size}}, until {{end}}{{cut}}',
  files_one: '{{count}} file',
  files_other: '{{count}} files',
  template: '{name}, {size}, until {end}: {link}',
  pageTitle_one: '{{name}} and {{count}} more',
  pageTitle_other: '{{name}} and {{count}} more',
  picture: 'Picture {{stamp}}',
  text: 'Text {{stamp}}',
  screenshot: 'Screenshot {{stamp}}',
  opensUntil: 'This link opens until {{end}}.',
  mailSubject: 'New link: {{name}}',
  mailGreeting: 'The new link for {{name}}:',
  mailPaste: '[Paste the link here: it is on the clipboard.]',
  notHandedOver: 'This address opens for one user of this computer, and for a minute. Copy the link in Mayfly instead.',
  mailUntil: 'It opens until {{clock}}.',
  cut: {
    credentials: 'cut short: the temporary credentials end then',
    protocol: 'cut short: the provider lets no link live longer',
    connection: 'cut short: the longest time of this storage',
  },
} as const;

/** In the window's words and in Mayfly's own. */
export const named = { thisComputer: 'This computer', otherProvider: 'Other S3' } as const;

/** The file request without a near end: the title of its page, in the words of whoever has it on a home screen. */
export const standing = { title: 'Send to my computer', titleOf: 'Send to {{name}}’s computer' } as const;

/** The question before a link is taken back. */
export const revoking = {
  text: 'The stored copy is deleted, so the link stops working for everyone. Your own file stays where it is.',
  confirm: 'Delete and take back',
  keep: 'Keep the link',
} as const;

/** A bucket that was created. */
export const newBucket = {
  made: 'Bucket “{{bucket}}” was made.',
  madeIn: 'Bucket “{{bucket}}” was made in {{region}}.',
  there: 'Bucket “{{bucket}}” was there already, and it is yours.',
  isPrivate: 'It is private.',
  isOpen: 'Everybody can list it: close it at your provider before you share.',
} as const;
