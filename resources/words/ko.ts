// The Korean texts of main and the command line (해요체), with the terms of docs/glossary.md.
import type { en } from './en';
import type { Translation } from './message-types';
import { agentQuestion } from './ko/agent-question';
import { dialogs, notifications, tray } from './ko/desktop';
import { doctor } from './ko/doctor';
import { failures } from './ko/failures';
import { links, named, newBucket, revoking, standing } from './ko/links';
import { cards, doorPage, unscripted } from './ko/pages/without-script';
import { providers } from './ko/providers';
import { terminal } from './ko/terminal';

export const ko: Translation<typeof en> = {
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
};
