// The live regions with all notices: polite for news, assertive for failures. One is seen at a time: that with the focus, or the newest.
import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { LocalNotices } from '../state/run-action';
import { request } from '../state/bridge';
import { words } from '../state/words';
import { Button } from '../ui/Button';
import { FailureText } from '../ui/FailureText';
import { NoticeBar } from './NoticeBar';
import styles from './notice-area.module.css';
import { PoliteNotice } from './PoliteNotice';
import { useNoticeFocus } from './use-notice-focus';
import type { FailureView } from '../../../preload/views/failure-view';
import type { NoticeView } from '../../../preload/views/notice-view';
import type { PoliteNoticeView } from './notice-words';

interface NoticeAreaProps {
  readonly notices: readonly NoticeView[];
  readonly local: LocalNotices;
  /** For screen readers only. */
  readonly announcement: string;
}

interface FailureNotice {
  readonly id: string;
  readonly failure: FailureView;
  readonly dismiss: () => void;
}

/** Gives the ids in the order in which they came: main's notices and the window's own are two lists. */
function useArrivals(ids: readonly string[]): readonly string[] {
  const [known, setKnown] = useState<readonly string[]>([]);
  const next = [...known.filter((id) => ids.includes(id)), ...ids.filter((id) => !known.includes(id))];
  if (next.join() !== known.join()) setKnown(next);
  return next;
}

/** A notice lies over the end of the window: what scrolls and what sticks there gets its height, and what has the focus comes out from below it. */
function keepClear(area: HTMLDivElement) {
  const observer = new ResizeObserver(() => {
    area.parentElement?.style.setProperty('--below-notice', `${area.offsetHeight}px`);
    const focused = document.activeElement?.closest('main *');
    const place = focused?.closest('li') ?? focused;
    const [bar, row] = [area.getBoundingClientRect(), place?.getBoundingClientRect()];
    if (row !== undefined && row.bottom > bar.top && row.top < bar.bottom) place?.scrollIntoView({ block: 'nearest' });
  });
  observer.observe(area);
  return () => observer.disconnect();
}

/** Both live regions are always in the page, because one that arrives together with its words is not read. What stands in them is not read again. */
export function NoticeArea({ notices, local, announcement }: NoticeAreaProps) {
  // A button about to be pressed does not make way for the next notice; what its press brings is seen.
  const [focusedId, setFocusedId] = useState<string>();
  const focus = useNoticeFocus();
  // A failed dismissal needs no notice: the present one stays.
  const dismiss = (id: string) => void request('notices:dismiss', { noticeId: id });
  const polite = notices.filter((notice): notice is PoliteNoticeView => notice.kind !== 'failure');
  const failures: readonly FailureNotice[] = [
    ...notices.flatMap((notice) =>
      notice.kind === 'failure' ? [{ id: notice.id, failure: notice.failure, dismiss: () => dismiss(notice.id) }] : [],
    ),
    ...local.notices.map(({ id, failure }) => ({ id, failure, dismiss: () => local.dismiss(id) })),
  ];
  // Keychain failures offer their one action here too.
  const stepOf =
    ({ keychain }: FailureView) =>
    () =>
      keychain ? void local.act(request('keychain:retry')) : failures.forEach((one) => one.dismiss());
  const arrivals = useArrivals([...polite, ...failures].map(({ id }) => id));
  const front = focusedId !== undefined && arrivals.includes(focusedId) ? focusedId : arrivals.at(-1);
  const place = (id: string) => ({
    isFront: id === front,
    others: arrivals.length - 1,
    onFocused: (focused: boolean) => setFocusedId(focused ? id : undefined),
  });
  return (
    <div ref={keepClear} className={styles['area']} {...focus}>
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an output element may hold no paragraphs or buttons in blocks */}
      <div role="status" aria-atomic={false}>
        <p className="visually-hidden">{announcement}</p>
        {polite.map((notice) => (
          <PoliteNotice key={notice.id} notice={notice} {...place(notice.id)} onDismiss={() => dismiss(notice.id)} />
        ))}
      </div>
      <div>
        {failures.map(({ id, failure, dismiss: end }) => (
          <NoticeBar
            key={id}
            tone="failure"
            icon={TriangleAlert}
            {...place(id)}
            onDismiss={end}
            action={
              failure.keychain || failures.length > 1 ? (
                <Button look="quiet" onClick={stepOf(failure)} className={styles['action']}>
                  {failure.keychain ? words.common.tryAgain : words.common.dismissAll}
                </Button>
              ) : null
            }
          >
            <FailureText failure={failure} />
          </NoticeBar>
        ))}
      </div>
    </div>
  );
}
