// The groups of `npm run test:platforms`, in the order in which they run. Each is a module that exports
//   title                      what the group is called in the output
//   run({ reportFolder, failedBefore? })   resolves to { passed, failed, skipped, failures, remark? } (failures as failuresFromReport gives them; remark: what
//                              it does not run, in words) or to { unavailable: 'words' } where what it needs cannot be had; an error counts as
//                              a failure. `reportFolder` is empty, for the runners' JSON reports, and is removed afterwards. With `failedBefore`,
//                              the failures of a run just before, a group may repeat those alone.
export const groups = {
  node24: () => import('./node24.mjs'),
  windows: () => import('./windows.mjs'),
  cipher: () => import('./cipher.mjs'),
  package: () => import('./package.mjs'),
  browsers: () => import('./browsers.mjs'),
  wayland: () => import('./wayland.mjs'),
  soak: () => import('./soak.mjs'),
};
