// Why this exists: a link is proven the way a stranger opens it: without credentials, one byte.
import type { LinkProbe, ProbeAnswer } from '../services/ports';
import { createAgents, send, usualTimeLimits, type Answer, type TimeLimits } from './s3/http';

/** GET and not HEAD: a presigned GET answers 403 to HEAD everywhere. Redirects are not followed: the link must work as it is. */
export function createLinkProbe(limits: TimeLimits = usualTimeLimits): LinkProbe {
  return {
    async ask(url) {
      const agents = createAgents(1);
      try {
        return readSize(await send({ method: 'GET', url, headers: { range: 'bytes=0-0' } }, agents, limits));
      } finally {
        agents.close();
      }
    },
  };
}

/** RFC 9110 section 14.4: `bytes 0-0/1234`, or `bytes * /0` with a 416; a server without ranges tells Content-Length. */
function readSize({ status, headers }: Answer): ProbeAnswer {
  const total = /\/(\d+)$/.exec(headers['content-range'] ?? '')?.[1];
  const length = status === 200 ? headers['content-length'] : undefined;
  const size = total ?? length;
  return size === undefined ? { status } : { status, sizeBytes: Number(size) };
}
