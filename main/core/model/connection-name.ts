// The bucket on this computer got its name from Mayfly, so people read it in their language; other names are theirs.
import { words } from '../../../resources/words/messages';
import type { Connection } from './connection';
import { visibleLine } from './visible-text';

/** As it is kept, in every language; scripts call it so. */
export const embeddedName = 'This computer';

type Named = Pick<Connection, 'kind' | 'name'>;

/** A connection's name as it is shown at this moment; an older Mayfly took names with characters that cannot be seen. */
export const shownConnectionName = ({ kind, name }: Named): string =>
  kind === 'embedded' && name === embeddedName ? words.window.drop.thisComputer : visibleLine(name);

/** Whether that is what somebody calls it: by its name, or as it is shown. */
export const isCalled = (connection: Named, text: string): boolean =>
  connection.name === text || shownConnectionName(connection) === text;
