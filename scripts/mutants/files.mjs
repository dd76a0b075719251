// The files of `core` whose bug would make a claim false, or lose or leak something. The suite of the same name under test/core must kill
// the mutants of each.

/** Paths below `main/core`, without `.ts`. */
export const mutatedFiles = [
  'async/backoff',
  'async/keyed-mutex',
  'async/retry-delay',
  'connections/rules/connections-file',
  'connections/rules/read-connections-file',
  'credentials/rules/credential-refresh',
  'given/open-at',
  'given/prove',
  'given/rules/link-verdict',
  'given/share-rows',
  'given/link-to-stored',
  'history/verify-unproven',
  'model/expiry',
  'model/given-file',
  'model/links/link-headers',
  'model/links/page-answer',
  'model/stored-check',
  'model/visible-text',
  'pages/rules/page-link-encoding',
  'signing/rules/way-proven',
  'storage/rules/list-progress',
  'storage/rules/object-address',
  'storage/rules/object-key',
  'transfer/rules/part-plan',
  'transfer/send-verified',
  'transfer/source-unchanged',
  'transfer/verify-stored',
  'transfer/with-retries',
  'updates/rules/judge-update',
  'wording/failure-safety',
];

export const sourceOf = (file) => `main/core/${file}.ts`;

/** `given/rules/link-verdict` is tested by test/core/given/link-verdict.test.ts; a file and its reader by one suite. */
export const suiteOf = (file) => `test/core/${file.replace('/rules/', '/').replace('/read-', '/')}.test.ts`;
