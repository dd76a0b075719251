// What a browser shows where a link of the bucket on this computer opens nothing: the texts in English.

/** Of one small page without script, which the bucket itself makes. */
export const kindPage = {
  gone: {
    title: 'Nothing is here any more',
    text: 'It was taken back, or its time is over. Ask whoever gave you the link for a new one.',
  },
  ended: {
    title: 'This link has ended',
    text: 'Ask whoever gave it to you for a new one.',
  },
  refused: {
    title: 'This link does not open',
    text: 'A part of it may be missing or changed. Copy the whole link, or ask whoever gave it to you.',
  },
  received: {
    title: 'Your file was received',
    text: 'You can close this page.',
  },
  unsent: {
    title: 'Your file was not received',
    text: 'It may be too large, or no more files are taken here. Go back to try another, or ask whoever gave you the link.',
  },
} as const;
