// Options of `mayfly sign`: the texts in English.

export const signOptions = {
  'content-type': 'the type that is sent and stored, like image/png',
  'content-length': 'exactly so many bytes',
  'max-size': 'the size of the largest file, like 10MB or 4GiB',
  'i-know': 'sign it although the connection test did not prove that the link allows nothing else',
} as const;
