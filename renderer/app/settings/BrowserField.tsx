// Whether what cannot run opens in the recipient's browser. Counts for the window and the tray.
import { useAct } from '../state/run-action';
import { request } from '../state/bridge';
import { words } from '../state/words';
import { SwitchField } from '../ui/SwitchField';

export function BrowserField({ isOn }: { readonly isOn: boolean }) {
  const act = useAct();
  const w = words.settings;
  return (
    <SwitchField
      label={w.opensInBrowser}
      hint={w.opensInBrowserHint}
      checked={isOn}
      onChange={(opensInBrowser) => void act(request('settings:save', { opensInBrowser }))}
    />
  );
}
