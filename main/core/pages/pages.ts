// What other rooms use of this one: pages of several files, from the draft to the link.
export { compressPage } from './compress-page';
export type { LinkFirst, PagePlace, Pages, StoredItem, UploadWays } from './page-entry';
export { createPages } from './page-queue';
export { markOf, saveMark } from './sign-mark';
export { checkChangeable, checkPlace, replacedName } from './rules/page-change';
export { removePage, unfinishedPages, type UnfinishedPage } from './unfinished-pages';
export { withLaterPage } from './later-page';
export type { TakingIn } from './take-in';
export { keysOfOthers, withOthers } from './with-others';
export type { PagePorts } from './page-text';
export { writePage } from './write-page';
