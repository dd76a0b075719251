// Pages without JavaScript, and the page of a short link: the texts in English.

/** The pages without JavaScript, which show all languages. */
export const unscripted = {
  until: 'Files can be downloaded until {{ends}}',
  list: 'Without JavaScript this page is a plain list of links. If it is empty, allow JavaScript for this page.',
  encrypted:
    'These files are encrypted. To open them here, allow JavaScript for this page. The program “age” opens them without it: this command asks for the part of the link after #, followed by a full stop and the password where there is one, and shows the list of files with the key for “age -d -i”.',
  open: 'Files can be sent until {{ends}}, unless it is closed or full before.',
  form: 'Without JavaScript one file can be sent here, without its name. It has arrived once an answer comes that says neither “Error” nor “not received”. If nothing can be chosen here, allow JavaScript for this page.',
  send: 'Send',
  sealed:
    'Without JavaScript nothing can be sent here: your browser has to encrypt it. Allow JavaScript for this page.',
} as const;

/** For the main process and the command line. The window and the pages load their own part. */
/** On the page of a short link, which has 1.5 KiB for all languages and the link. */
export const doorPage = {
  waits: 'It opens once its sender runs Mayfly.',
  ended: 'This link has ended.',
  closed: 'This link was closed.',
  open: 'Open',
  withoutScript: 'without #',
} as const;

/** What a chat shows of a link to a page: no name, no title, nothing of what is in it. */
export const cards = {
  share: { title: 'Files for you', text: 'Somebody sent you files. The link works for a limited time.' },
  request: {
    title: 'Send files here',
    text: 'Somebody asks you for files. The link works for a limited time.',
  },
} as const;
