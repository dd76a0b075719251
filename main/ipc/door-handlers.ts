// Handlers of requests about the short links of shares.
import type { Channel, Handlers } from '../../preload/contract';
import type { App } from '../core/app/app';
import { Failure } from '../core/model/failure';
import type { DesktopActions } from './desktop-actions';

type DoorApp = Pick<App, 'doorTo' | 'pointDoor' | 'closeDoor' | 'shareOf' | 'shareItems'>;

/** Each rejects with a Failure. */
export function createDoorHandlers(
  app: DoorApp,
  desktop: Pick<DesktopActions, 'chooseFiles'>,
): Pick<Handlers, Extract<Channel, `doors:${string}`>> {
  const doorOf = (shareId: string): string => {
    const door = app.doorTo(shareId);
    if (door === undefined) throw new Failure('door-not-found');
    return door.id;
  };
  /** Asks for files and shares them, and the door leads to them once they are stored. Raises the failure of the share. */
  const pointToFiles = async (doorId: string, shareId: string, password: string | undefined): Promise<void> => {
    const { connectionId, encryption } = app.shareOf(shareId);
    const paths = await desktop.chooseFiles('files');
    if (paths.length === 0) return;
    const results = await app.shareItems(paths, {
      connection: { kind: 'known', connectionId },
      ...(paths.length > 1 && { page: 'always' }),
      // The links that people have carry that secret, or none.
      ...(encryption === undefined ? { encrypt: false } : { encrypt: true, sameSecretAs: shareId }),
      ...(password !== undefined && { password }),
      pointsDoor: doorId,
      copy: false,
    });
    const [first] = results;
    if (first?.ok !== true) throw first?.failure ?? new Failure('unexpected');
  };
  return {
    'doors:point': async ({ shareId, to }) => {
      const doorId = doorOf(shareId);
      if (to.kind === 'files') await pointToFiles(doorId, shareId, to.password);
      else await app.pointDoor(doorId, to.shareId);
    },
    'doors:close': async ({ shareId }) => {
      await app.closeDoor(doorOf(shareId));
    },
  };
}
