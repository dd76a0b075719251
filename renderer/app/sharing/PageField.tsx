// Whether several files share one link to a page is chosen where files are dropped, and counts for the tray too.
import type { AppView } from '../../../preload/views/views';
import { useAct } from '../state/run-action';
import { request } from '../state/bridge';
import { words } from '../state/words';
import { Choice } from '../ui/Choice';
import styles from '../ui/expiry-field.module.css';

const habits = () =>
  (['several', 'never', 'always'] as const).map((value) => ({ value, label: words.drop.pages[value] }));

/** The combobox "Several files become"; `shown`: where the files go, pages are shown. */
export function PageField({ pages, shown = true }: { readonly pages: AppView['pages']; readonly shown?: boolean }) {
  const act = useAct();
  return (
    <Choice
      label={words.drop.several}
      value={pages}
      options={habits()}
      onChange={(habit) => void act(request('settings:save', { pages: habit }))}
      {...(!shown && { hint: words.drop.noPages })}
      className={styles['choice'] ?? ''}
    />
  );
}
