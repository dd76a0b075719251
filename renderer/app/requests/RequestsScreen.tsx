// The screen of file requests: the list, or one of them with what arrived.
import { Inbox } from 'lucide-react';
import { useId, useState } from 'react';
import type { AppView } from '../../../preload/views/views';
import { words } from '../state/words';
import { Button } from '../ui/Button';
import { EmptyScreen } from '../window/EmptyScreen';
import { RowList } from '../ui/RowList';
import { listRows } from '../ui/row-sizes';
import { focusTitle } from '../ui/use-screen-focus';
import styles from '../window/screen.module.css';
import { RequestDetails } from './RequestDetails';
import { RequestDialog, type RequestDialogKind } from './RequestDialogs';
import { RequestRow } from './RequestRow';
import { useLooking } from './use-arrivals';

export interface RequestsScreenProps {
  readonly view: Pick<AppView, 'fileRequests' | 'requestChanges'>;
  /** The request whose details are shown. */
  readonly openId: string | undefined;
  readonly onOpen: (requestId: string | undefined) => void;
  readonly onRequest: () => void;
}

interface Asked {
  readonly kind: RequestDialogKind;
  readonly requestId: string;
}

export function RequestsScreen({ view, openId, onOpen, onRequest }: RequestsScreenProps) {
  const [asked, setAsked] = useState<Asked>();
  useLooking();
  const { fileRequests } = view;
  const opened = fileRequests.find(({ id }) => id === openId);
  const about = fileRequests.find(({ id }) => id === asked?.requestId);
  const open = (requestId: string | undefined) => {
    onOpen(requestId);
    // The pressed button leaves with what it stood in.
    requestAnimationFrame(focusTitle);
  };
  return (
    <>
      {opened === undefined ? (
        <RequestList {...{ fileRequests, onRequest, onAsk: setAsked }} onOpen={open} />
      ) : (
        <RequestDetails
          key={opened.id}
          request={opened}
          changes={view.requestChanges}
          onBack={() => open(undefined)}
          onDialog={(kind) => setAsked({ kind, requestId: opened.id })}
        />
      )}
      {asked === undefined || about === undefined ? null : (
        <RequestDialog kind={asked.kind} request={about} onClose={() => setAsked(undefined)} />
      )}
    </>
  );
}

interface RequestListProps {
  readonly fileRequests: AppView['fileRequests'];
  readonly onRequest: () => void;
  readonly onOpen: (requestId: string) => void;
  readonly onAsk: (asked: Asked) => void;
}

function RequestList({ fileRequests, onRequest, onOpen, onAsk }: RequestListProps) {
  const titleId = useId();
  const w = words.requests;
  return (
    <div className={styles['screen']}>
      <div className={styles['head']}>
        <div>
          <h1 id={titleId}>{w.title}</h1>
          <p>{w.lead}</p>
        </div>
        <Button look="primary" icon={Inbox} onClick={onRequest}>
          {w.request}
        </Button>
      </div>
      {fileRequests.length === 0 ? (
        <EmptyScreen title={w.emptyTitle} text={w.emptyText} />
      ) : (
        <RowList
          rows={listRows(fileRequests, ({ id }) => id)}
          labelledBy={titleId}
          renderRow={(request, place) => (
            <RequestRow
              key={request.id}
              request={request}
              place={place}
              onDetails={() => onOpen(request.id)}
              onDialog={(kind) => onAsk({ kind, requestId: request.id })}
            />
          )}
        />
      )}
    </div>
  );
}
