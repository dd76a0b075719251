// What can be done with a share depends on its state, and a table of it can be tested without a menu.
import type { ShareView } from '../../../preload/views/views';

export type ShareAction =
  | 'copy'
  | 'open'
  | 'copy-as'
  | 'qr'
  | 'extend'
  | 'keep'
  | 'password'
  | 'point'
  | 'close-door'
  | 'reveal'
  | 'details'
  | 'remove';

/** Groups of the menu in their order, without empty ones. `live`: by this computer's clock, which may be ahead of main's last view. */
export function actionsFor(share: ShareView, live: boolean): readonly (readonly ShareAction[])[] {
  // A missing object may be back: copying asks the server again.
  const maybe = live || share.state === 'missing';
  const gone = share.state === 'revoked';
  const hasDoor = !gone && share.doorAddress !== undefined;
  const groups: readonly (readonly (ShareAction | false)[])[] = [
    [maybe && !live && 'copy', live && 'open', live && 'copy-as', live && 'qr'],
    [!gone && 'extend', !gone && 'keep', live && share.encryption !== undefined && 'password'],
    [hasDoor && 'point', hasDoor && 'close-door'],
    [share.canReveal && 'reveal', 'details'],
    [live && 'remove'],
  ];
  return groups
    .map((group) => group.filter((action): action is ShareAction => action !== false))
    .filter((group) => group.length > 0);
}
