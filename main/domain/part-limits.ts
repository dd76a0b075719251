// Why this exists: what a connection's server takes in one multipart upload, where it takes less than Amazon's.
import type { Connection } from './connection';
import type { PartLimits } from './part-plan';
import { providerOf } from './providers';

/** The limits of the server that this connection points to, as its provider documents them. */
export const partLimitsOf = (connection: Pick<Connection, 'provider' | 'endpoint'>): PartLimits =>
  providerOf(connection).parts;
