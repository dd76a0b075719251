// The password of the next encrypted share. It goes with that share: Mayfly keeps none.
import { Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import { words } from '../state/words';
import { IconButton } from '../ui/Button';
import { TextField } from '../ui/TextField';

export interface PasswordFieldProps {
  readonly value: string;
  readonly onChange: (password: string) => void;
  readonly hint: string;
}

/** The textbox "Password", masked until the user wants to see it. */
export function PasswordField({ value, onChange, hint }: PasswordFieldProps) {
  const [shown, setShown] = useState(false);
  return (
    <TextField
      label={words.drop.password}
      type="password"
      shown={shown}
      value={value}
      onChange={onChange}
      hint={hint}
      optional
      action={
        <IconButton
          label={shown ? words.drop.hideCharacters : words.drop.showCharacters}
          icon={shown ? EyeOff : Eye}
          onClick={() => setShown(!shown)}
        />
      }
    />
  );
}
