// The name that people see whom one asks for files.
import { useState } from 'react';
import { request } from '../state/bridge';
import { useAct } from '../state/run-action';
import { words } from '../state/words';
import { TextField } from '../ui/TextField';

/** The textbox "Your name", saved as it is typed. */
export function AskerField({ name }: { readonly name: string }) {
  const act = useAct();
  const w = words.settings;
  const [typed, setTyped] = useState(name);
  const type = (next: string) => {
    setTyped(next);
    void act(request('settings:save', { askerName: next }));
  };
  return <TextField label={w.asker} value={typed} onChange={type} maxLength={80} hint={w.askerHint} optional />;
}
