// The way between the screens; a rail at the side, a bar at the bottom when the window is narrow.
import { Clock, HardDrive, Inbox, Settings2, type LucideIcon } from 'lucide-react';
import { words } from '../state/words';
import { MayflySign } from '../ui/Mayfly';
import styles from './navigation.module.css';

export type ScreenName = 'shares' | 'requests' | 'connections' | 'settings';

const entries: readonly { readonly screen: ScreenName; readonly icon: LucideIcon }[] = [
  { screen: 'shares', icon: Clock },
  { screen: 'requests', icon: Inbox },
  { screen: 'connections', icon: HardDrive },
  { screen: 'settings', icon: Settings2 },
];

interface NavigationProps {
  readonly current: ScreenName;
  readonly onGo: (screen: ScreenName) => void;
  /** A dot on Shares while something uploads. */
  readonly busy: boolean;
}

export function Navigation({ current, onGo, busy }: NavigationProps) {
  return (
    <nav className={styles['rail']} aria-label={words.nav.label}>
      <MayflySign className={styles['sign']} />
      {entries.map(({ screen, icon: Icon }) => (
        <button
          key={screen}
          type="button"
          className={styles['entry']}
          aria-current={screen === current ? 'page' : undefined}
          onClick={() => onGo(screen)}
        >
          <span className={styles['icon']}>
            <Icon aria-hidden />
            {busy && screen === 'shares' ? <span className={styles['dot']} /> : null}
          </span>
          {words.nav[screen]}
        </button>
      ))}
    </nav>
  );
}
