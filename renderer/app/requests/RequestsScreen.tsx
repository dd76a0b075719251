// The screen of file requests: the list, or one of them with what arrived.
import { Inbox } from 'lucide-react';
import { useState } from 'react';
import type { AppView } from '../../../preload/views/views';
import { words } from '../state/words';
import { Button } from '../ui/Button';
import { focusTitle } from '../ui/use-screen-focus';
import { ListScreen } from '../window/ListScreen';
import { RequestDetails } from './RequestDetails';
import type { RequestDialogKind } from './request-actions';
import { RequestDialog } from './RequestDialogs';
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
        <ListScreen
          texts={words.requests}
          action={
            <Button look="primary" icon={Inbox} onClick={onRequest}>
              {words.requests.request}
            </Button>
          }
          items={fileRequests}
          renderRow={(request, place) => (
            <RequestRow
              key={request.id}
              request={request}
              place={place}
              onDetails={() => open(request.id)}
              onDialog={(kind) => setAsked({ kind, requestId: request.id })}
            />
          )}
        />
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
