// The English texts of main and the command line; their keys and placeholders are those of every other language. The window and the pages load theirs.
import { agentQuestion } from './en/agent-question';
import { dialogs, notifications, tray } from './en/desktop';
import { doctor } from './en/doctor';
import { failures } from './en/failures';
import { links, named, newBucket, revoking, standing } from './en/links';
import { cards, doorPage, unscripted } from './en/pages/without-script';
import { providers } from './en/providers';
import { terminal } from './en/terminal';

export const en = {
  doctor,
  failures,
  notifications,
  providers,
  tray,
  dialogs,
  agentQuestion,
  links,
  newBucket,
  terminal,
  cards,
  doorPage,
  named,
  revoking,
  standing,
  unscripted,
} as const;
