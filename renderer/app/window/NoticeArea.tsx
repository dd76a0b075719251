// The live regions with all notices: polite for news, assertive for failures.
import { TriangleAlert, X } from 'lucide-react';
import type { LocalNotices } from '../state/run-action';
import { request } from '../state/bridge';
import { words } from '../state/words';
import { Button, IconButton } from '../ui/Button';
import { FailureText } from '../ui/FailureText';
import styles from './notice-area.module.css';
import { PoliteNotice } from './PoliteNotice';
import type { FailureView } from '../../../preload/views/failure-view';
import type { NoticeView } from '../../../preload/views/notice-view';
import type { PoliteNoticeView } from './notice-types';

interface NoticeAreaProps {
  readonly notices: readonly NoticeView[];
  readonly local: LocalNotices;
  /** For screen readers only. */
  readonly announcement: string;
  /** Keychain failures offer their one action here too. */
  readonly onRetryKeychain: () => void;
}

interface FailureNotice {
  readonly id: string;
  readonly failure: FailureView;
  readonly dismiss: () => void;
}

const shownAtOnce = 3;

/** Both live regions are always in the page, because one that arrives together with its words is not read. What stands in them is not read again. */
export function NoticeArea({ notices, local, announcement, onRetryKeychain }: NoticeAreaProps) {
  // A failed dismissal needs no notice: the present one stays.
  const dismiss = (id: string) => void request('notices:dismiss', { noticeId: id });
  const polite = notices.filter((notice): notice is PoliteNoticeView => notice.kind !== 'failure');
  const failures: readonly FailureNotice[] = [
    ...notices.flatMap((notice) =>
      notice.kind === 'failure' ? [{ id: notice.id, failure: notice.failure, dismiss: () => dismiss(notice.id) }] : [],
    ),
    ...local.notices.map(({ id, failure }) => ({ id, failure, dismiss: () => local.dismiss(id) })),
  ];
  const hidden = Math.max(0, failures.length - shownAtOnce);
  return (
    <div className={styles['area']}>
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an output element may hold no paragraphs or buttons in blocks */}
      <div role="status" aria-atomic={false} className={styles['list']}>
        <p className="visually-hidden">{announcement}</p>
        {polite.slice(-shownAtOnce).map((notice) => (
          <PoliteNotice key={notice.id} notice={notice} onDismiss={() => dismiss(notice.id)} />
        ))}
      </div>
      <div className={styles['list']}>
        {failures.slice(-shownAtOnce).map((notice) => (
          <div key={notice.id} role="alert" className={styles['notice']} data-tone="failure">
            <TriangleAlert aria-hidden className={styles['icon']} />
            <div className={styles['words']}>
              <FailureText failure={notice.failure} />
              {notice.failure.keychain ? (
                <Button onClick={onRetryKeychain} className={styles['button']}>
                  {words.common.tryAgain}
                </Button>
              ) : null}
            </div>
            <IconButton label={words.common.dismiss} icon={X} onClick={notice.dismiss} />
          </div>
        ))}
        {hidden === 0 ? null : (
          <div className={styles['rest']}>
            <span>{words.common.more({ count: hidden })}</span>
            <Button look="quiet" onClick={() => failures.forEach((notice) => notice.dismiss())}>
              {words.common.dismissAll}
            </Button>
          </div>
        )}
      </div>
    </div>
  );
}
