// The title of the file request without a near end.
import { words } from '../../../resources/words/messages';

/** `name`: who has the computer, as the settings say; empty where nobody is named. */
export const standingTitle = (name: string): string =>
  name.trim() === '' ? words.standing.title : words.standing.titleOf({ name: name.trim() });
