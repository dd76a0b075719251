// What other rooms use of this one: links to objects that were in the bucket before.
export { linkCopy } from './link-copy';
export { createLinkExisting, type LinkExisting } from './link-existing';
