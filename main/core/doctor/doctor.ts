// What other rooms use of this one: examinations of connections, and where their short links may be.
import { bind, type Bound } from '../async/verbs';
import type { Work } from '../given/given';
import { doctorContext, type DoctorContext, type DoctorNeeds } from './doctor-context';
import * as doors from './doors-set-up';
import { leaveForGood, privacyWork } from './doors-upkeep';
import * as examinations from './examinations';
import { leftPlaceWork } from './left-places';
import { reexamine } from './reexamine-on-failure';

export type { DoorsOptions } from './doors-set-up';

const { stopTests, ...ofExaminations } = examinations;
const verbs = { ...ofExaminations, ...doors };
const ofOtherRooms = { leaveForGood, reexamine, stopTests };

/** For the faces of the app. */
export type Doctor = Bound<DoctorContext, typeof verbs>;

export interface DoctorOfRooms extends Bound<DoctorContext, typeof ofOtherRooms> {
  /** The places that short links have left, and the daily question whether shares are private. */
  readonly doorPlaceWorks: readonly Work[];
}

export function createDoctor(needs: DoctorNeeds): Doctor & DoctorOfRooms {
  const context = doctorContext(needs);
  const doorPlaceWorks = [leftPlaceWork(context), privacyWork(context)];
  return { ...bind(context, verbs), ...bind(context, ofOtherRooms), doorPlaceWorks };
}
