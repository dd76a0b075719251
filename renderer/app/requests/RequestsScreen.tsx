// The screen of file requests: the list, or one of them with what arrived.
import { Inbox } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { AppView } from '../../../preload/views/views';
import { ArrivedList } from '../nearby/ArrivedList';
import { words } from '../state/words';
import { Button } from '../ui/Button';
import { focusTitle } from '../ui/use-screen-focus';
import { ListScreen } from '../window/ListScreen';
import { RequestDetails } from './RequestDetails';
import type { RequestDialogKind } from './request-actions';
import { RequestDialog } from './RequestDialogs';
import { RequestRow } from './RequestRow';
import { StandingButton } from './StandingButton';
import styles from './requests.module.css';
import { request } from '../state/bridge';

// While somebody watches, what comes by file requests is found within seconds.
const lookEveryMs = 10_000;

function useLooking(): void {
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === 'visible') void request('file-requests:look-all');
    };
    look();
    const timer = setInterval(look, lookEveryMs);
    return () => clearInterval(timer);
  }, []);
}

export interface RequestsScreenProps {
  readonly view: Pick<AppView, 'fileRequests' | 'requestChanges' | 'connections'>;
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
        <ListScreen
          texts={words.requests}
          action={
            <div className={styles['ways']}>
              <StandingButton connections={view.connections} />
              <Button look="primary" icon={Inbox} onClick={onRequest}>
                {words.requests.request}
              </Button>
            </div>
          }
          items={fileRequests}
          renderRow={(row, place) => (
            <RequestRow
              key={row.id}
              request={row}
              place={place}
              onDetails={() => open(row.id)}
              onDialog={(kind) => setAsked({ kind, requestId: row.id })}
            />
          )}
        >
          <ArrivedList changes={view.requestChanges} />
        </ListScreen>
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
