// What other rooms use of this one: everything that is done with connections, but opening them.
import { bind, type Bound } from '../async/verbs';
import * as list from './connection-list';
import type { ConnectionsContext } from './connections-context';
import * as buckets from './draft-buckets';
import * as found from './found-connections';
import * as importing from './import-connections';
import * as rule from './lifecycle-backstop';
import * as proxies from './proxy-settings';
import * as removing from './remove-connection';
import * as saving from './save-connection';
import * as settings from './save-settings';

export { draftIntake, draftKeys } from './draft-credentials';
export { checkDoorPlace, checkNoOpenDoors } from './rules/door-place';

const verbs = { ...list, ...buckets, ...found, ...importing, ...rule, ...proxies, ...saving, ...settings };

export type Connections = Bound<ConnectionsContext, typeof verbs>;
export type Removing = Bound<removing.RemovingContext, typeof removing>;

export const createConnections = (context: ConnectionsContext): Connections => bind(context, verbs);

/** Last of all: what a connection leaves behind is known to other rooms. */
export const createRemoving = (context: removing.RemovingContext): Removing => bind(context, removing);
