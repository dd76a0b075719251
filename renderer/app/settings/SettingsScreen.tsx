// The settings, the state of the keychain, and the version.
import { useState } from 'react';
import { Keyboard as KeyboardIcon, ShieldCheck, TriangleAlert } from 'lucide-react';
import type { AppView } from '../../../preload/views/views';
import { useAct } from '../state/run-action';
import { request } from '../state/bridge';
import { AppearanceFields } from './AppearanceFields';
import { Button } from '../ui/Button';
import { DesktopFields } from './DesktopFields';
import { ExpiryField } from '../sharing/ExpiryField';
import { FailureText } from '../ui/FailureText';
import { SwitchField } from '../ui/SwitchField';
import { TextField } from '../ui/TextField';
import fieldStyles from '../ui/field.module.css';
import { LinkFormField } from './LinkFormField';
import { MayflySign } from '../ui/Mayfly';
import { NetworkFields } from './NetworkFields';
import { PageField } from '../sharing/PageField';
import { ProxyFields } from './ProxyFields';
import { words } from '../state/words';
import { UpdateFields } from './UpdateFields';
import { ParallelField, SpeedField } from './TransferFields';
import { Disclosure } from '../ui/Disclosure';
import screenStyles from '../window/screen.module.css';
import styles from './settings.module.css';

export interface SettingsScreenProps {
  readonly view: AppView;
  /** Opens the list of keyboard shortcuts. */
  readonly onKeys: () => void;
}

export function SettingsScreen({ view, onKeys }: SettingsScreenProps) {
  const act = useAct();
  const w = words.settings;
  const ruled = view.desktop.organisation;
  const [asker, setAsker] = useState(view.askerName);
  return (
    <div className={screenStyles['screen']}>
      <div className={screenStyles['head']}>
        <h1>{w.title}</h1>
      </div>
      <section className={styles['card']}>
        <h2>{w.links}</h2>
        <div className={styles['field']}>
          <ExpiryField seconds={view.expirySeconds} longestSeconds={ruled?.longestSeconds} />
          <p className={fieldStyles['hint']}>{ruled?.longestSeconds === undefined ? w.expiryHint : w.expiryRuled}</p>
        </div>
        <div className={styles['field']}>
          <PageField pages={view.pages} />
          <p className={fieldStyles['hint']}>{w.pagesHint}</p>
        </div>
        <TextField
          label={w.asker}
          value={asker}
          onChange={(askerName) => {
            setAsker(askerName);
            void act(request('settings:save', { askerName }));
          }}
          maxLength={80}
          hint={w.askerHint}
          optional
        />
        <SwitchField
          label={w.opensInBrowser}
          hint={w.opensInBrowserHint}
          checked={view.opensInBrowser}
          onChange={(opensInBrowser) => void act(request('settings:save', { opensInBrowser }))}
        />
        <SwitchField
          label={w.countsOpenings}
          hint={w.countsOpeningsHint}
          checked={view.countsOpenings}
          onChange={(countsOpenings) => void act(request('settings:save', { countsOpenings }))}
        />
      </section>
      <section className={styles['card']}>
        <h2>{words.reach.on}</h2>
        <NetworkFields network={view.network} isForbidden={ruled?.forbidsNetwork === true} />
      </section>
      <section className={styles['card']}>
        <h2>{w.clipboard}</h2>
        <LinkFormField linkForm={view.linkForm} linkTemplate={view.linkTemplate} />
      </section>
      <section className={styles['card']}>
        <h2>{w.transfers}</h2>
        <div className={styles['field']}>
          <SpeedField bytesPerSecond={view.bandwidthBytesPerSecond} />
          <p className={fieldStyles['hint']}>{w.transfersHint}</p>
        </div>
      </section>
      <section className={styles['card']}>
        <h2>{words.desktop.title}</h2>
        <DesktopFields desktop={view.desktop} />
      </section>
      <section className={styles['card']}>
        <h2>{w.look}</h2>
        <AppearanceFields view={view} />
      </section>
      <Disclosure title={words.form.advanced} className={styles['card']}>
        <ParallelField parallel={view.parallel} />
        <SwitchField
          label={words.desktop.deepLinks}
          checked={view.desktop.deepLinks}
          hint={words.desktop.deepLinksHint}
          onChange={(deepLinks) => void act(request('settings:save-desktop', { deepLinks }))}
        />
        <ProxyFields />
      </Disclosure>
      <section className={styles['card']}>
        <h2>{w.about}</h2>
        <div className={styles['line']}>
          <MayflySign />
          <div>
            <p className="selectable">{w.version({ version: view.version })}</p>
            <p className={fieldStyles['hint']}>
              {w.motto} {w.license}
            </p>
          </div>
        </div>
        <Keychain state={view.keychain} onRetry={() => void act(request('keychain:retry'))} />
        <UpdateFields update={view.update} />
        <div className={fieldStyles['line']}>
          <Button icon={KeyboardIcon} onClick={onKeys} aria-keyshortcuts="?">
            {words.keyboard.open}
          </Button>
          <Button look="quiet" onClick={() => void act(request('licences:open'))}>
            {w.licences}
          </Button>
        </div>
      </section>
    </div>
  );
}

function Keychain({ state, onRetry }: { readonly state: AppView['keychain']; readonly onRetry: () => void }) {
  if (state === 'ok' || state === 'unknown') {
    return (
      <div className={styles['line']}>
        <ShieldCheck aria-hidden className={state === 'ok' ? styles['good'] : styles['unknown']} />
        <p>{state === 'ok' ? words.settings.keychainOk : words.settings.keychainUnknown}</p>
      </div>
    );
  }
  return (
    <div className={styles['line']}>
      <TriangleAlert aria-hidden className={styles['bad']} />
      <FailureText failure={state} />
      <Button onClick={onRetry}>{words.common.tryAgain}</Button>
    </div>
  );
}
