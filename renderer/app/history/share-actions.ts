// What can be done with a share depends on its state, and a table of it can be tested without a menu.
import type { ShareView } from '../../../preload/views/views';

export type ShareAction = 'copy' | 'copy-as' | 'qr' | 'end' | 'door' | 'password' | 'revoke' | 'remove';

/**
 * Groups of the menu in their order, without empty ones; seven actions at most. `live`: by this computer's clock, which may be ahead of main's last
 * view.
 */
export function actionsFor(share: ShareView, live: boolean): readonly (readonly ShareAction[])[] {
  const gone = share.state === 'revoked';
  const groups: readonly (readonly (ShareAction | false)[])[] = [
    // A missing object may be back: copying asks the server again.
    [!live && share.state === 'missing' && 'copy', live && 'copy-as', live && 'qr'],
    [
      !gone && 'end',
      !gone && share.doorAddress !== undefined && 'door',
      live && share.encryption !== undefined && 'password',
    ],
    [live && share.origin === 'uploaded' && 'revoke', 'remove'],
  ];
  return groups
    .map((group) => group.filter((action): action is ShareAction => action !== false))
    .filter((group) => group.length > 0);
}
