// What a read is for, as far as its headers tell: a person who opens a page, a look at a picture or a film, a program that looks ahead.

import { type S3Request, headerOf } from '../protocol/request';

/** Programs that read a link before a person does: they make previews in chats and mails, and search engines. */
const lookAhead =
  /bot\b|crawl|spider|preview|facebookexternalhit|whatsapp|slackbot|telegram|discord|skypeuri|embedly|vkshare|kakaotalk-scrap|headlesschrome-prerender/i;

/** `image/…` of pictures, `video/…` of players, and what Mayfly's own pages send for a preview (renderer/share-page/server.ts). */
const seenOnly = /^\s*(?:image|video|audio|text\/plain)\b/i;

/** Whether nobody asked for it yet: a preview in a chat, or a browser that loads a page in advance. */
export function isLookAhead(request: S3Request): boolean {
  const purpose = headerOf(request, 'sec-purpose') ?? headerOf(request, 'purpose') ?? '';
  return /prefetch|prerender|preview/i.test(purpose) || lookAhead.test(headerOf(request, 'user-agent') ?? '');
}

/** Whether a browser shows the bytes and keeps no file: a picture of a page, a film that plays. Players ask for `identity` first (Chromium). */
export function isPreview(request: S3Request): boolean {
  const destination = headerOf(request, 'sec-fetch-dest') ?? '';
  return (
    /^(?:image|video|audio|track)$/.test(destination) ||
    seenOnly.test(headerOf(request, 'accept') ?? '') ||
    (headerOf(request, 'accept-encoding') ?? '').startsWith('identity;q=1,') ||
    headerOf(request, 'x-playback-session-id') !== undefined
  );
}

/** Whether a browser goes to the address, and does not only read it: what a page reads itself is asked for as anything. */
export const isNavigation = (request: S3Request): boolean => /\btext\/html\b/i.test(headerOf(request, 'accept') ?? '');
