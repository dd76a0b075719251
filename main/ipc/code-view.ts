// The code of a link for the window, which gets its picture once and never its text.
import type { CodeView } from '../../preload/views/code-view';
import type { ShownCode } from '../core/model/qr';
import { visibleLine } from '../core/model/visible-text';
import type { DesktopActions } from './desktop-actions';

/** `clockOffsetMs`: server's clock minus this computer's. */
export const codeView = (
  { png, name, expiresAtMs, reach, wifi }: ShownCode,
  desktop: Pick<DesktopActions, 'showPicture'>,
  clockOffsetMs: number,
): CodeView => ({
  picture: desktop.showPicture(png),
  name,
  expiresAtMs: expiresAtMs - clockOffsetMs,
  reach,
  ...(wifi !== undefined && { wifi: visibleLine(wifi) }),
});
