// The steps of the doctor's examination: findings, words and reports use these names.

/** In the order of the examination and of the report. */
export const examinationSteps = [
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
  'intake',
  'delete',
  'versions',
  'list',
  'clean-up',
] as const;
export type ExaminationStep = (typeof examinationSteps)[number];
