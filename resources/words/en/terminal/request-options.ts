// Options of `mayfly request`: the texts in English.

export const requestOptions = {
  requestTitle: 'what the files are for (default: Files)',
  requestMessage: 'what the page says to guests',
  requestExpires: '90s, 36h, 7d, “tomorrow 18:00” or seconds (default: 7d)',
  'max-files': 'files in all, 1 to 1,000 (default: 100)',
  types: 'any, pictures or documents (default: any)',
  once: 'until the files of one guest came',
  requestEncrypt: 'guests’ browsers encrypt files and names: only this computer can read what arrives',
  requestNoEncrypt: 'guests’ files come as they are, where the connection usually encrypts',
  lease: 'how long guests can send while Mayfly is off, 1h to 24h (default: 24h)',
} as const;
