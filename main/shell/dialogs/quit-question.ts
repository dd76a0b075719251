// What is asked before Mayfly quits while files are on their way: who waits for them, and what becomes of them. Pure.
import { words } from '../../../resources/words/messages';
import { exchangingWith } from '../../core/model/devices/nearby';
import type { AppState } from '../../core/state/rules/app-state';
import { shortName } from '../../core/wording/short-name';
import { sharesOnTheirWay, type StateOfShares } from '../tray/shares-on-their-way';
import { interruptedByQuit } from '../tray/transfer-indicators';

export interface QuitQuestion {
  readonly message: string;
  readonly detail: string;
  readonly buttons: [quit: string, stay: string];
}

const w = words.dialogs;

/** `undefined`: nothing is interrupted, so nothing is asked. */
export function quitQuestion(state: Pick<AppState, 'uploads' | 'nearby'> & StateOfShares): QuitQuestion | undefined {
  const uploads = ofUploads(state);
  const devices = exchangingWith(state.nearby);
  const [name] = devices;
  if (name === undefined) return uploads;
  const message = w.quitNearby({ count: devices.length, name: shortName(name) });
  if (uploads !== undefined) return { ...uploads, detail: `${uploads.detail}\n${message} ${w.quitNearbyText}` };
  return { message, detail: w.quitNearbyText, buttons: [w.quitNearbyConfirm, w.quitNearbyStay] };
}

function ofUploads(state: Pick<AppState, 'uploads'> & StateOfShares): QuitQuestion | undefined {
  const interrupted = interruptedByQuit(state);
  const onTheirWay = sharesOnTheirWay(state);
  const waited = interrupted.flatMap(({ id, name }) => {
    const where = onTheirWay.get(id);
    return where === undefined ? [] : [{ name, where }];
  });
  const { length: count } = interrupted;
  const [first] = waited;
  const buttons: QuitQuestion['buttons'] = [w.quitConfirm, w.quitStay];
  if (count === 0) return undefined;
  if (first === undefined) return { message: w.quit({ count }), detail: w.quitText({ count }), buttons };
  const others = count - waited.length;
  const told = waited.every(({ where }) => where === 'here') ? w.quitWaitedHere : w.quitWaitedText;
  const isAlike = waited.every(({ where }) => where === first.where);
  return {
    message: w.quitWaited({ count: waited.length, name: shortName(first.name) }),
    detail: [
      isAlike ? told({ count: waited.length }) : w.quitText({ count: waited.length }),
      ...(others > 0 ? [w.quitOthers({ count: others })] : []),
    ].join('\n'),
    buttons,
  };
}
