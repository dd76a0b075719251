// Taking back, extending and cleaning up are promises to recipients: observed over HTTP, with versions and without.
import { startEmbedded, startVersioned, namedServers } from '../../ports/real-servers';
import { strangerSuite } from './anonymous';

strangerSuite('the embedded bucket', () => startEmbedded({}));
strangerSuite('the embedded bucket with versions', startVersioned);
for (const [name, start] of namedServers) strangerSuite(name, start);
