// The list of shares, newest first; a long one can be searched, filtered and sorted.
import { memo, useId, type ReactNode } from 'react';
import type { AppView } from '../../../preload/views/views';
import { isWhole, wholeHistory, type HistorySearch } from './history-search';
import { useHistory } from './use-history';
import { formats } from '../state/format';
import { useRedrawnInLanguage } from '../state/use-language';
import { words } from '../state/words';
import { Button } from '../ui/Button';
import emptyStyles from '../ui/empty.module.css';
import { SearchField } from './SearchField';
import { ListMenu } from './ListMenu';
import { RowList } from '../ui/RowList';
import { Section } from '../ui/Section';
import { ShareRow } from './ShareRow';

interface ShareListProps {
  readonly shares: AppView['shares'];
  readonly shareChanges: number;
  readonly search: HistorySearch;
  readonly onSearch: (search: HistorySearch) => void;
  /** The share whose details are shown. */
  readonly detailsOf: string | undefined;
  readonly onDetails: (shareId: string | undefined) => void;
}

/** Longest list without a search box. */
const aHandful = 5;

/** Memoised, because uploads change the view ten times a second, and not the shares. */
export const ShareList = memo(Shares);

function Shares({ shares, shareChanges, search, onSearch, detailsOf, onDetails }: ShareListProps) {
  const titleId = useId();
  useRedrawnInLanguage();
  const { rows, onShown, found } = useHistory({ shares, shareChanges }, search);
  const whole = isWhole(search);
  const ended = whole ? shares.filter(({ state }) => state !== 'live') : [];
  const isLong = rows.count > aHandful || !whole;
  const told = isWhole(found) ? '' : words.history.found({ count: rows.count });
  const body: ReactNode =
    rows.count > 0 ? (
      <RowList
        rows={rows}
        labelledBy={titleId}
        onShown={onShown}
        opened={detailsOf}
        renderRow={(share, place) => (
          <ShareRow key={share.id} share={share} place={place} open={share.id === detailsOf} onDetails={onDetails} />
        )}
      />
    ) : (
      <div className={emptyStyles['empty']}>
        <h3>{words.history.nothing}</h3>
        <Button onClick={() => onSearch(wholeHistory)}>{words.history.showAll}</Button>
      </div>
    );
  return (
    <Section
      titleId={titleId}
      title={words.shares.title}
      note={rows.count > aHandful && whole ? formats.number(rows.count) : told}
      action={
        <>
          {isLong ? <SearchField search={search} onSearch={onSearch} listLabel={titleId} /> : null}
          {isLong || ended.length > 1 ? <ListMenu search={search} onSearch={onSearch} ended={ended} /> : null}
        </>
      }
    >
      <p className="visually-hidden" aria-live="polite">
        {told}
      </p>
      {body}
    </Section>
  );
}
