// Whether devices nearby have to type a PIN, and which. The PIN is in no state: it is asked for while this is shown.
import { KeyRound, RotateCw } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Outcome } from '../../../preload/contract';
import type { PinView } from '../../../preload/views/nearby-view';
import { request } from '../state/bridge';
import { useAct } from '../state/run-action';
import { words } from '../state/words';
import { Button } from '../ui/Button';
import fieldStyles from '../ui/field.module.css';
import { FailureText } from '../ui/FailureText';
import { SwitchField } from '../ui/SwitchField';
import styles from './settings.module.css';

export function DevicePinFields({ asksPin }: { readonly asksPin: boolean }) {
  const act = useAct();
  const w = words.nearby.pinSetting;
  return (
    <>
      <SwitchField
        label={w.switch}
        hint={w.hint}
        checked={asksPin}
        onChange={(asksDevicePin) => void act(request('settings:save', { asksDevicePin }))}
      />
      {asksPin ? <Pin /> : null}
    </>
  );
}

/** Two groups are read out and typed with fewer mistakes. */
const inGroups = (pin: string): string => pin.replace(/^(\d{3})(\d{3})$/, '$1 $2');

function Pin() {
  const w = words.nearby.pinSetting;
  const [outcome, setOutcome] = useState<Outcome<PinView>>();
  useEffect(() => {
    void request('nearby:pin').then(setOutcome);
  }, []);
  if (outcome === undefined) return null;
  if (!outcome.ok)
    return (
      <div role="alert">
        <FailureText failure={outcome.failure} />
      </div>
    );
  const { pin, isKept } = outcome.value;
  return (
    <div className={styles['pinLine']}>
      <KeyRound aria-hidden className={styles['good']} />
      <div>
        <output className={`selectable ${styles['pin']}`} aria-label={w.shown}>
          {inGroups(pin)}
        </output>
        {isKept ? null : <p className={fieldStyles['hint']}>{w.unkept}</p>}
      </div>
      <Button icon={RotateCw} onClick={() => void request('nearby:new-pin').then(setOutcome)}>
        {w.change}
      </Button>
    </div>
  );
}
