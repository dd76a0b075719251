// Finds a device that nobody hears by the address that LocalSend shows on it.
import { useRef, useState } from 'react';
import type { DeviceView } from '../../../preload/views/nearby-view';
import { request } from '../state/bridge';
import { words } from '../state/words';
import { AskDialog } from '../ui/Modal';
import { TextField } from '../ui/TextField';

interface FindDeviceDialogProps {
  readonly onFound: (device: DeviceView) => void;
  readonly onClose: () => void;
}

/** The dialog "Send to another device". */
export function FindDeviceDialog({ onFound, onClose }: FindDeviceDialogProps) {
  const [address, setAddress] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const w = words.nearby.find;
  const find = async () => {
    const found = await request('nearby:find', { address: address.trim() });
    if (found.ok) onFound(found.value);
    return found;
  };
  return (
    <AskDialog title={w.title} onClose={onClose} texts={w} ask={find} isOff={address.trim() === ''} firstFocus={field}>
      <TextField label={w.address} hint={w.hint} value={address} onChange={setAddress} ref={field} maxLength={128} />
    </AskDialog>
  );
}
