// The window: the texts in English.
import { app, nav, keyboard, common, storageHint, proposal, region, desktop } from './window/frame';
import { drop, expiry, uploads, watched, shelf } from './window/sharing';
import { requests } from './window/requests';
import { shares, links, history } from './window/history';
import { codes } from './window/codes';
import { notices } from './window/notices';
import { connections, shortLinks, rule } from './window/connections';
import { form } from './window/connection-form';
import { nearby } from './window/nearby';
import { reach } from './window/reach';
import { settings } from './window/settings';
import { doctorInWindow } from './doctor';

export const inWindow = {
  doctor: doctorInWindow,
  app,
  nav,
  keyboard,
  common,
  storageHint,
  drop,
  expiry,
  uploads,
  requests,
  shares,
  links,
  history,
  codes,
  notices,
  connections,
  shortLinks,
  watched,
  rule,
  form,
  nearby,
  reach,
  settings,
  proposal,
  shelf,
  region,
  desktop,
} as const;
