// The reasons of areas that have texts of their own: all of them together, in English.
import { changeReasons } from './change-reasons';
import { scriptReasons } from './script-reasons';
import { deviceReasons } from './device-reasons';
import { getReasons } from './get-reasons';
import { sendReasons } from './send-reasons';
import { addressReasons } from './address-reasons';
import { agentReasons } from './agents';
import { organisationReasons } from './organisation';

export const areaReasons = {
  ...addressReasons,
  ...deviceReasons,
  ...changeReasons,
  ...scriptReasons,
  ...getReasons,
  ...sendReasons,
  ...agentReasons,
  ...organisationReasons,
} as const;
