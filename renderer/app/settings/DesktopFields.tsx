// How Mayfly lives on the desktop beside its window, as a section of the settings.
import type { DesktopView } from '../../../preload/views/desktop-views';
import { useAct } from '../state/run-action';
import { request } from '../state/bridge';
import { isMac } from '../keyboard/window-keys';
import { words } from '../state/words';
import { ShortcutField } from './ShortcutField';
import { SwitchField } from '../ui/SwitchField';

export function DesktopFields({ desktop }: { readonly desktop: DesktopView }) {
  const act = useAct();
  const w = words.desktop;
  const { hasTray } = desktop;
  return (
    <>
      <ShortcutField shortcut={desktop.shortcut} shortcutState={desktop.shortcutState} />
      <SwitchField
        label={w.shelfAtEdge}
        checked={desktop.shelfAtEdge && desktop.canStandAtEdge}
        disabled={!desktop.canStandAtEdge}
        hint={desktop.canStandAtEdge ? w.shelfAtEdgeHint : w.shelfNotHere}
        onChange={(shelfAtEdge) => void act(request('settings:save-desktop', { shelfAtEdge }))}
      />
      <SwitchField
        label={w.startAtLogin}
        checked={desktop.startAtLogin}
        onChange={(startAtLogin) => void act(request('settings:save-desktop', { startAtLogin }))}
      />
      {desktop.startAtLogin && hasTray ? (
        <SwitchField
          label={w.startHidden}
          checked={desktop.startHidden}
          onChange={(startHidden) => void act(request('settings:save-desktop', { startHidden }))}
        />
      ) : null}
      <SwitchField
        label={w.staysInTray}
        checked={desktop.staysInTray && hasTray}
        disabled={!hasTray}
        hint={hasTray ? undefined : w.noTray}
        onChange={(staysInTray) => void act(request('settings:save-desktop', { staysInTray }))}
      />
      {desktop.canJoinFileManagers ? (
        <SwitchField
          label={w.fileManagers}
          checked={desktop.fileManagers}
          hint={isMac() ? w.finderHint : w.fileManagersHint}
          onChange={(fileManagers) => void act(request('settings:save-desktop', { fileManagers }))}
        />
      ) : null}
    </>
  );
}
