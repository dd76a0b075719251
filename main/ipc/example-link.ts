// The sample link on which the settings screen previews a link form.
import type { TextLink } from '../core/links/rules/link-text';

const dayMs = 86_400_000;

/** A link to a reserved host (RFC 2606) that ends a day after `nowMs` (Unix ms). */
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
