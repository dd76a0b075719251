// A setting is understood by what it does; this is the made-up link it is shown on.
import type { TextLink } from '../core/links/rules/link-text';

const dayMs = 86_400_000;

/** A link that nobody made, ending a day after `nowMs` (Unix ms), to a host that cannot exist (RFC 2606). */
export const exampleLink = (nowMs: number): TextLink => ({
  share: {
    kind: 'file',
    name: 'report.pdf',
    fileCount: 1,
    sizeBytes: 2_100_000,
    expiresAtMs: nowMs + dayMs,
    limitedBy: 'requested',
  },
  url: 'https://storage.example/…',
});
