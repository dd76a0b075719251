// Mayfly named the bucket on this computer, so the name is shown in the user's language; other names are the user's.
import { words } from '../../../resources/words/messages';
import type { Connection } from './connection';
import { visibleLine } from './visible-text';

/** In the ledger and for scripts, in every language. */
export const embeddedName = 'This computer';

type Named = Pick<Connection, 'kind' | 'name'>;

/** A connection's name as it is shown now, invisible characters replaced. */
export const shownConnectionName = ({ kind, name }: Named): string =>
  kind === 'embedded' && name === embeddedName ? words.named.thisComputer : visibleLine(name);

/** Whether `text` names the connection: by its name in the ledger, or as it is shown. */
export const isCalled = (connection: Named, text: string): boolean =>
  connection.name === text || shownConnectionName(connection) === text;
