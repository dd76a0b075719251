// The files of `core` whose bug would make a claim false, or lose or leak something. The suite of the same name under test/core must kill
// the mutants of each.

/** Paths below `main/core`, without `.ts`. */
export const mutatedFiles = [
  'agents/rules/agent-rules',
  'agents/rules/allowed-paths',
  'async/backoff',
  'async/keyed-mutex',
  'async/list-progress',
  'async/retry-delay',
  'connections/rules/connections-file',
  'connections/rules/read-connections-file',
  'credentials/rules/credential-refresh',
  'devices/rules/known-devices',
  'devices/rules/pin',
  'devices/rules/session',
  'encryption/rules/passphrase',
  'encryption/rules/sealed-text',
  'encryption/rules/share-manifest',
  'getting/rules/header-name',
  'getting/rules/read-link',
  'getting/rules/saved-path',
  'given/end',
  'given/give',
  'given/link-to-stored',
  'given/prove',
  'given/round',
  'given/rules/door-name',
  'given/rules/door-times',
  'given/rules/due',
  'given/rules/what-is-given',
  'given/share-rows',
  'history/verify-unproven',
  'model/age/age-layout',
  'model/expiry',
  'model/given-file',
  'model/keys/object-address',
  'model/keys/object-key',
  'model/links/link-headers',
  'model/links/page-answer',
  'model/requests/arrival-folder',
  'model/requests/arrival-name',
  'model/requests/request-way',
  'model/requests/safe-to-open',
  'model/stored-check',
  'model/visible-text',
  'pages/rules/page-link-encoding',
  'policy/rules/read-policy',
  'policy/rules/registry',
  'providers/part-plan',
  'reach/rules/network-addresses',
  'reach/rules/obstacle',
  'receipts/rules/mark-times',
  'requests/rules/file-kind',
  'requests/rules/manifest',
  'requests/rules/offer-answer',
  'requests/rules/offer-times',
  'requests/rules/offer-turns',
  'requests/rules/request-change',
  'requests/rules/request-times',
  'requests/rules/request-wish',
  'requests/rules/slots',
  'requests/rules/stored-size',
  'signing/rules/reserved-keys',
  'signing/rules/way-proven',
  'transfer/send-verified',
  'transfer/source-unchanged',
  'transfer/verify-stored',
  'transfer/with-retries',
  'updates/rules/judge-update',
  'watching/rules/folder-steps',
  'wording/failure-safety',
];

export const sourceOf = (file) => `main/core/${file}.ts`;

/** The suites of the files of a run, with commas between them, for the configuration that Stryker reads. */
export const suitesVariable = 'MAYFLY_MUTANT_SUITES';

/** Suites of several files of a room, by what the files' paths begin with; names below test/core. */
const sharedSuites = {
  'agents/rules/': ['agents/rules'],
  'devices/rules/': ['devices/rules'],
  'encryption/rules/': ['encryption/rules'],
  'given/end': ['history/revoke'],
  'getting/rules/': ['getting/rules'],
  'given/rules/door-': ['given/door-rules'],
  'given/prove': ['given/link-verdict'],
  'given/rules/what-is-given': ['given/link-to-stored'],
  'policy/rules/': ['policy/read-policy'],
  'receipts/rules/mark-times': ['receipts/marks'],
  'requests/rules/': ['requests/rules', 'requests/changes'],
  'model/age/': ['encryption/rules'],
  'model/requests/': ['requests/rules', 'requests/changes'],
  'model/requests/arrival-': ['requests/save-destination'],
};

/** `given/rules/due` is tested by test/core/given/due.test.ts; a file and its reader by one suite; some rules by one together. */
export const suitesOf = (file) => [
  `test/core/${file.replace('/rules/', '/').replace('/read-', '/')}.test.ts`,
  ...Object.entries(sharedSuites)
    .filter(([beginning]) => file.startsWith(beginning))
    .flatMap(([, suites]) => suites.map((suite) => `test/core/${suite}.test.ts`)),
];
