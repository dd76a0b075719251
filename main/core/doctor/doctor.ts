// What other rooms use of this one: examinations of connections, and where their short links may be.
import { bind, type Bound } from '../async/verbs';
import { doctorContext, type DoctorContext, type DoctorNeeds } from './doctor-context';
import * as doors from './doors-set-up';
import { askPrivacy, leaveForGood } from './doors-upkeep';
import * as examinations from './examinations';
import { reexamine } from './reexamine-on-failure';

export type { DoorsWish } from './doors-set-up';

const { stopTests, ...ofExaminations } = examinations;
const verbs = { ...ofExaminations, ...doors };
const ofOtherRooms = { askPrivacy, leaveForGood, reexamine, stopTests };

/** For the faces of the app. */
export type Doctor = Bound<DoctorContext, typeof verbs>;

export function createDoctor(needs: DoctorNeeds): Doctor & Bound<DoctorContext, typeof ofOtherRooms> {
  const context = doctorContext(needs);
  return { ...bind(context, verbs), ...bind(context, ofOtherRooms) };
}
