// What other rooms use of this one: the rules of the organisation, read and laid on connections. Judging is `model/policy`'s.
export { ruledLedger, ruleState } from './ruled-ledger';
