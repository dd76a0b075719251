// The steps of the doctor's examination, by the names that findings, words and reports know them by.

/** In the order in which they are looked at and shown. */
export const examSteps = [
  'reach',
  'clock',
  'keys',
  'region',
  'addressing',
  'bucket',
  'lifecycle',
  'write',
  'checksums',
  'link',
  'overrides',
  'pages',
  'compression',
  'cors',
  'describe',
  'parts',
  'list-parts',
  'etags',
  'abort',
  'write-links',
  'conditional',
  'forms',
  'delete',
  'versions',
  'list',
  'clean-up',
] as const;
export type ExamStep = (typeof examSteps)[number];
