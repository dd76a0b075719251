// Where the bucket on this computer opens in its network: the switch, its addresses, and what keeps links from opening.
import { Wifi, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { AddressesView, ReachView } from '../../../preload/views/reach-view';
import { obstacleWords } from '../sharing/obstacle-words';
import { ReachDialog } from '../sharing/ReachDialog';
import { request } from '../state/bridge';
import { useAct } from '../state/run-action';
import { words } from '../state/words';
import { AskDialog } from '../ui/Modal';
import { SwitchField } from '../ui/SwitchField';
import fieldStyles from '../ui/field.module.css';
import { DevicePinFields } from './DevicePinFields';
import styles from './settings.module.css';

interface NetworkFieldsProps {
  readonly network: ReachView;
  /** By a rule of the organisation. */
  readonly isForbidden: boolean;
}

export function NetworkFields({ network, isForbidden }: NetworkFieldsProps) {
  const act = useAct();
  const [isAsking, setAsking] = useState(false);
  const w = words.reach;
  const turn = (isOn: boolean) => {
    if (isOn) setAsking(true);
    else void act(request('reach:open', { isOn, isDestination: false }));
  };
  if (isForbidden) {
    return <SwitchField label={w.switch} hint={words.settings.ruled} checked={false} disabled onChange={turn} />;
  }
  return (
    <>
      <SwitchField label={w.switch} hint={w.hint} checked={network.isOn} onChange={turn} />
      {network.isOn ? <Standing network={network} /> : null}
      {network.isOn && network.addresses.length > 1 ? <Addresses all={network.addresses} /> : null}
      {network.isOn ? <DevicePinFields asksPin={network.asksPin === true} /> : null}
      {isAsking ? <ReachDialog isDestination={false} onClose={() => setAsking(false)} /> : null}
    </>
  );
}

/** Where links open, and what may keep them from that. */
function Standing({ network: { address, obstacle } }: { readonly network: ReachView }) {
  const w = words.reach;
  return (
    <>
      {address === undefined ? null : (
        <div className={styles['line']}>
          <Wifi aria-hidden className={styles['good']} />
          <p className="selectable">{w.opensAt({ address })}</p>
        </div>
      )}
      {obstacle === undefined ? null : (
        <div className={styles['line']}>
          <TriangleAlert aria-hidden className={styles['may']} />
          <div>
            <p>{obstacleWords(obstacle)}</p>
            {obstacle.kind === 'firewall' ? (
              <code className={`selectable ${styles['command']}`}>{obstacle.command}</code>
            ) : null}
          </div>
        </div>
      )}
      {address === undefined && obstacle === undefined ? <p className={fieldStyles['hint']}>{w.looking}</p> : null}
    </>
  );
}

function Addresses({ all }: { readonly all: readonly AddressesView[] }) {
  const act = useAct();
  const [asked, setAsked] = useState<AddressesView>();
  const w = words.reach;
  const choose = (key: string, isOn: boolean) => request('reach:choose', { key, isOn });
  return (
    <fieldset className={styles['addresses']}>
      <legend className={fieldStyles['label']}>{w.addresses}</legend>
      {all.map((one) => (
        <SwitchField
          key={one.key}
          label={w.of({ name: one.interfaceName, addresses: one.addresses.join(', ') })}
          checked={one.isOn}
          hint={one.kind === 'network' ? undefined : w.kinds[one.kind]}
          onChange={(isOn) => (isOn && one.kind === 'public' ? setAsked(one) : void act(choose(one.key, isOn)))}
        />
      ))}
      {asked === undefined ? null : (
        <AskDialog
          title={w.publicTitle}
          texts={{ confirm: w.publicConfirm, busy: w.busy, keep: words.common.cancel }}
          ask={() => choose(asked.key, true)}
          onClose={() => setAsked(undefined)}
        >
          <p>{w.publicText({ address: asked.key })}</p>
        </AskDialog>
      )}
    </fieldset>
  );
}
