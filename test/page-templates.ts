// The templates of the pages, each built once in a process.
import * as pages from '../pages.config';

const once = (make: () => Promise<string>): (() => Promise<string>) => {
  let made: Promise<string> | undefined;
  return () => (made ??= make());
};

export const sharePageTemplate = once(pages.sharePageTemplate);
export const encryptedPageTemplate = once(pages.encryptedPageTemplate);
export const requestPageTemplate = once(pages.requestPageTemplate);
export const encryptedRequestPageTemplate = once(pages.encryptedRequestPageTemplate);
