// Why this exists: the few things a person may set once, how secrets are kept, and what this is.
import { Radio } from '@base-ui/react/radio';
import { RadioGroup } from '@base-ui/react/radio-group';
import {
  Keyboard as KeyboardIcon,
  Monitor,
  Moon,
  ShieldCheck,
  Sun,
  TriangleAlert,
  type LucideIcon,
} from 'lucide-react';
import { useId } from 'react';
import type { AppView } from '../../../preload/views';
import { useAct } from '../actions';
import { bridge } from '../bridge';
import { Button } from '../components/Button';
import { DesktopFields } from '../components/DesktopFields';
import { ExpiryField } from '../components/ExpiryField';
import { FailureText } from '../components/FailureText';
import { LanguageField } from '../components/LanguageField';
import { LinkFormField } from '../components/LinkFormField';
import { MayflySign } from '../components/Mayfly';
import { PageField } from '../components/PageField';
import { ProxyFields } from '../components/ProxyFields';
import { words } from '../words';
import { UpdateFields } from '../components/UpdateFields';
import { TransferFields } from '../components/TransferFields';
import screenStyles from './screen.module.css';
import styles from './settings.module.css';

const themes: readonly { readonly value: AppView['theme']; readonly icon: LucideIcon }[] = [
  { value: 'system', icon: Monitor },
  { value: 'light', icon: Sun },
  { value: 'dark', icon: Moon },
];

interface SettingsScreenProps {
  readonly view: AppView;
  /** Shows what the keys do. */
  readonly onKeys: () => void;
}

export function SettingsScreen({ view, onKeys }: SettingsScreenProps) {
  const act = useAct();
  const themeId = useId();
  const w = words.settings;
  return (
    <div className={screenStyles['screen']}>
      <div className={screenStyles['head']}>
        <h1>{w.title}</h1>
      </div>
      <section className={styles['card']}>
        <h2>{w.links}</h2>
        <ExpiryField seconds={view.expirySeconds} />
        <p className={styles['hint']}>{w.expiryHint}</p>
        <PageField pages={view.pages} />
        <p className={styles['hint']}>{w.pagesHint}</p>
      </section>
      <section className={styles['card']}>
        <h2>{w.clipboard}</h2>
        <LinkFormField linkForm={view.linkForm} linkTemplate={view.linkTemplate} />
      </section>
      <section className={styles['card']}>
        <h2>{w.transfers}</h2>
        <TransferFields bytesPerSecond={view.bandwidthBytesPerSecond} parallel={view.parallel} />
        <p className={styles['hint']}>{w.transfersHint}</p>
      </section>
      <section className={styles['card']}>
        <h2>{w.proxy}</h2>
        <ProxyFields />
      </section>
      <section className={styles['card']}>
        <h2>{words.desktop.title}</h2>
        <DesktopFields desktop={view.desktop} />
      </section>
      <section className={styles['card']}>
        <h2>{w.look}</h2>
        <p id={themeId} className={styles['label']}>
          {w.theme}
        </p>
        <RadioGroup
          aria-labelledby={themeId}
          className={styles['themes']}
          value={view.theme}
          onValueChange={(theme) => void act(bridge.saveSettings({ theme }))}
        >
          {themes.map(({ value, icon: Icon }) => (
            <Radio.Root key={value} value={value} className={styles['theme']}>
              <Icon aria-hidden />
              {w.themes[value]}
            </Radio.Root>
          ))}
        </RadioGroup>
        <LanguageField language={view.language} />
      </section>
      <section className={styles['card']}>
        <h2>{w.keychain}</h2>
        <Keychain state={view.keychain} onRetry={() => void act(bridge.retryKeychain())} />
      </section>
      <section className={styles['card']}>
        <h2>{w.updates}</h2>
        <UpdateFields update={view.update} />
      </section>
      <section className={styles['card']}>
        <h2>{w.about}</h2>
        <div className={styles['line']}>
          <MayflySign />
          <div>
            <p className="selectable">{w.version({ version: view.version })}</p>
            <p className={styles['hint']}>
              {w.motto} {w.license}
            </p>
          </div>
        </div>
        <Button icon={KeyboardIcon} onClick={onKeys} aria-keyshortcuts="?" className={styles['keys']}>
          {words.keyboard.open}
        </Button>
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
