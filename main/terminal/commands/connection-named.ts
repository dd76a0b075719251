// The stored connection that a command names.
import type { App } from '../../core/app/app';
import type { Connection } from '../../core/model/connection';
import { isCalled } from '../../core/model/connection-name';
import { Failure } from '../../core/model/failure';

/** `undefined` where a command names none. Raises `connection-unknown`. */
export function connectionNamed(connectionName: string, app: Pick<App, 'store'>): Connection;
export function connectionNamed(connectionName: string | undefined, app: Pick<App, 'store'>): Connection | undefined;
export function connectionNamed(
  connectionName: string | undefined,
  { store }: Pick<App, 'store'>,
): Connection | undefined {
  if (connectionName === undefined) return undefined;
  const known = store.get().connections.find((one) => isCalled(one, connectionName));
  if (known === undefined) throw new Failure('connection-unknown', { connectionName });
  return known;
}

/** Raises `connection-unknown`. */
export const idOf = (connectionName: string, app: Pick<App, 'store'>): string =>
  connectionNamed(connectionName, app).id;
