// Buttons of notices that offer a next step: copy or mail a new link, undo a removal, copy a shorter link.
import { Copy, Mail, Undo2 } from 'lucide-react';
import { useAct } from '../state/run-action';
import { request } from '../state/bridge';
import { words } from '../state/words';
import { Button } from '../ui/Button';
import styles from './notice-area.module.css';
import type { PoliteNoticeView } from './notice-types';

interface NoticeActionsProps {
  readonly notice: PoliteNoticeView;
  readonly onDone: () => void;
}

/** A link of fewer characters is worth offering only when mail then takes it. */
const longestMailLine = 998;

/** Renders nothing for a notice without a next step. */
export function NoticeActions({ notice, onDone }: NoticeActionsProps) {
  const act = useAct();
  const w = words.notices;
  switch (notice.kind) {
    case 'extended':
    case 'renewed':
      return 'isSame' in notice ? null : (
        <div className={styles['actions']}>
          {notice.kind === 'renewed' ? (
            <Button icon={Copy} onClick={() => void act(request('shares:copy-link', { shareId: notice.shareId }))}>
              {w.copyNew}
            </Button>
          ) : null}
          <Button icon={Mail} onClick={() => void act(request('shares:mail', { shareId: notice.shareId }))}>
            {w.mail}
          </Button>
        </div>
      );
    case 'ready':
      return (
        <div className={styles['actions']}>
          <Button icon={Copy} onClick={() => void act(request('shares:copy-ready'))}>
            {notice.count === 1 ? w.copyReady : w.copyReadyMany}
          </Button>
        </div>
      );
    case 'request-link':
      return notice.isCopied ? null : (
        <div className={styles['actions']}>
          <Button
            icon={Copy}
            onClick={() => void act(request('file-requests:copy-link', { requestId: notice.requestId }))}
          >
            {w.copyReady}
          </Button>
        </div>
      );
    case 'own-link': {
      const { shareId } = notice;
      return shareId === undefined ? null : (
        <div className={styles['actions']}>
          <Button icon={Copy} onClick={() => void act(request('shares:copy-link', { shareId }))}>
            {w.copyReady}
          </Button>
        </div>
      );
    }
    case 'removed':
      return (
        <div className={styles['actions']}>
          <Button icon={Undo2} onClick={() => void act(request('shares:restore', { shareId: notice.shareId }))}>
            {w.undo}
          </Button>
        </div>
      );
    case 'cancelled':
      return (
        <div className={styles['actions']}>
          <Button icon={Undo2} onClick={() => void act(request('uploads:undo-cancel', { noticeId: notice.id }))}>
            {w.undo}
          </Button>
        </div>
      );
    case 'long-link':
      return notice.shortest <= longestMailLine ? (
        <div className={styles['actions']}>
          <Button
            icon={Copy}
            onClick={() => {
              onDone();
              void act(request('shares:copy-link', { shareId: notice.shareId, short: true }));
            }}
          >
            {w.copyShort}
          </Button>
        </div>
      ) : null;
    default:
      return null;
  }
}
