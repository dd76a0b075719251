// Why this exists: what a connection's server takes in one multipart upload, where it takes less than Amazon's.
import type { Connection } from '../model/connection';
import { providerOf } from './providers';
import type { PartLimits } from './multipart-limits';

/** The limits of the server that this connection points to, as its provider documents them. */
export const partLimitsOf = (connection: Pick<Connection, 'provider' | 'endpoint'>): PartLimits =>
  providerOf(connection).parts;
