// The templates of the pages, each built once in a process.
import { fixedEnd } from '../main/core/pages/rules/fill-template';
import type { PageTemplate } from '../main/core/ports/page-template';
import { packedEnd } from '../scripts/build/packed-pages';
import * as pages from '../scripts/build/pages';

const once = (make: () => Promise<string>): (() => Promise<string>) => {
  let made: Promise<string> | undefined;
  return () => (made ??= make());
};

export const sharePageTemplate = once(pages.sharePageTemplate);
export const encryptedPageTemplate = once(pages.encryptedPageTemplate);
export const requestPageTemplate = once(pages.requestPageTemplate);
export const encryptedRequestPageTemplate = once(pages.encryptedRequestPageTemplate);

/** The template as the app reads it: with its end compressed. */
export const withEnd = (text: string): Required<PageTemplate> => ({
  text,
  end: { plain: Buffer.from(fixedEnd(text)), deflated: packedEnd(text) },
});
