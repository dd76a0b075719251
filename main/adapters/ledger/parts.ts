// The parts of the ledger that have tables and a file of their own.
import { agentsOn } from './agents';
import { doorsOn } from './doors';
import { followedOn } from './followed';
import { pagesOn } from './page-changes';
import { receiptsOn } from './receipts';
import { receivedOn } from './received';
import type { Statements } from './statements';

export const partsOn = (statements: Statements) => ({
  ...followedOn(statements),
  ...pagesOn(statements),
  ...doorsOn(statements),
  ...receiptsOn(statements),
  ...receivedOn(statements),
  ...agentsOn(statements),
});
