// The window as a whole: the open screen, and what all screens share (drops, paste, notices, theme).
import { CSPProvider } from '@base-ui/react/csp-provider';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { AppView } from '../../../preload/views/views';
import { ActContext, RenewContext, useLocalNotices } from '../state/run-action';
import { assertNever } from '../state/assert-never';
import { request } from '../state/bridge';
import { DropTargetContext } from '../sharing/drop-target';
import { DropOverlay } from '../sharing/DropOverlay';
import { ReceiveDialog } from '../nearby/ReceiveDialog';
import { KeyboardDialog } from './KeyboardDialog';
import { FailureText } from '../ui/FailureText';
import { Mayfly } from '../ui/Mayfly';
import { Navigation, type ScreenName } from './Navigation';
import { NoticeArea } from './NoticeArea';
import { ReachDialog } from '../sharing/ReachDialog';
import { ProposalDialog } from '../sharing/ShareRequestDialog';
import { emptyValues, valuesOf } from '../connections/connection-form';
import styles from './app.module.css';
import { wholeHistory } from '../history/history-search';
import type { WindowAct } from '../keyboard/keys';
import { CodeDialog, ConnectionsScreen, RequestFilesDialog, RequestsScreen, SettingsScreen } from './LazyScreens';
import { ShowCodeContext, type CodeOf } from '../codes/show-code';
import { useForms } from '../connections/form/use-forms';
import { useProviders } from '../connections/providers';
import { ScrollerContext } from '../ui/scroller';
import { SharesScreen } from '../history/SharesScreen';
import { afterSending, noDraft, optionsOf } from '../sharing/share-options';
import { useDensity, useTheme } from './theme';
import { isMoving } from '../uploads/upload-words';
import { useAnnouncement } from './use-announcement';
import { useAppState } from '../state/use-app-state';
import { useDrop, useFilePaste } from '../sharing/use-drop';
import { useFirstMoments } from './use-early-input';
import { useWindowKeys } from '../keyboard/use-keys';
import { useDocumentLanguage } from '../state/use-language';
import { useScreenFocus } from '../ui/use-screen-focus';
import { words } from '../state/words';

/** The root: nothing, the reason why there is nothing, or the window. */
export function App() {
  const state = useAppState();
  switch (state.kind) {
    case 'loading':
      return <p className="visually-hidden">{words.app.starting}</p>;
    case 'failed':
      return (
        <main className={styles['alone']} role="alert">
          <Mayfly />
          <FailureText failure={state.failure} />
        </main>
      );
    case 'ready':
      return (
        <CSPProvider disableStyleElements>
          <Window view={state.view} />
        </CSPProvider>
      );
    default:
      return assertNever(state);
  }
}

function Window({ view }: { readonly view: AppView }) {
  const [screen, setScreen] = useState<ScreenName>('shares');
  const [turned, setTurned] = useState(false);
  if (screen !== 'shares' && !turned) setTurned(true);
  const [draft, setDraft] = useState(noDraft);
  const [search, setSearch] = useState(wholeHistory);
  const forms = useForms();
  const { open: openForm } = forms;
  const scroller = useRef<HTMLElement>(null);
  const providers = useProviders();
  const local = useLocalNotices();
  const { act } = local;
  useTheme(view.theme);
  useDensity(view.density);
  const { visit } = view;
  const [visited, setVisited] = useState(0);
  const [detailsOf, setDetailsOf] = useState<string>();
  const [openRequest, setOpenRequest] = useState<string>();
  const [requesting, setRequesting] = useState(false);
  const [opening, setOpening] = useState(false);
  const [codeOf, setCodeOf] = useState<CodeOf>();
  if (visit !== undefined && visit.sequence !== visited) {
    setVisited(visit.sequence);
    setScreen(visit.screen);
    const { shareId, dialog } = visit;
    setDetailsOf(dialog === 'code' ? undefined : shareId);
    if (shareId !== undefined) setSearch(wholeHistory);
    setCodeOf(dialog === 'code' && shareId !== undefined ? { kind: 'share', id: shareId } : undefined);
    setOpenRequest(visit.requestId);
    setRequesting(dialog === 'request-files');
    setOpening(dialog === 'open-on-network');
  }
  useDocumentLanguage(view.resolvedLanguage);
  useScreenFocus(screen, scroller);
  const announcement = useAnnouncement(view.uploads);

  // Stable callbacks: the drop listeners must not be replaced with every view.
  const latest = useRef({ draft, view });
  useEffect(() => {
    latest.current = { draft, view };
  });
  const asked = useCallback(() => optionsOf(latest.current.draft, latest.current.view), []);
  const sent = useCallback(
    (outcome: Parameters<typeof act>[0]) => {
      setScreen('shares');
      void act(outcome);
      setDraft(afterSending);
    },
    [act],
  );
  const share = useCallback(
    (files: readonly File[], shareId?: string) => {
      if (files.length === 0) return;
      // Where files go to a device, no share takes them.
      if (shareId !== undefined && latest.current.draft.device === undefined) {
        void act(request('files:add', { files, shareId }));
      } else sent(request('files:share', { files, options: asked() }));
    },
    [act, sent, asked],
  );
  const shareText = useCallback(() => sent(request('text:share', { options: asked() })), [sent, asked]);
  const shareClipboard = useCallback(() => sent(request('clipboard:share', { options: asked() })), [sent, asked]);
  const chooseFiles = async (choice: 'files' | 'folder') => {
    const outcome = request('files:choose', { choice, options: asked() });
    void act(outcome);
    const answer = await outcome;
    if (answer.ok && answer.value.chosen) setDraft((now) => (now === draft ? afterSending(draft) : now));
  };
  const { connections } = view;
  const renew = useCallback(
    (connectionId: string) => {
      const connection = connections.find(({ id }) => id === connectionId);
      if (connection !== undefined) openForm(valuesOf(connection));
      setScreen('connections');
    },
    [connections, openForm],
  );
  const hovering = useDrop(share, shareText);
  const rowsTake = hovering.hasTargets && draft.device === undefined;
  useFilePaste(share, shareClipboard);
  const [showsKeys, setShowsKeys] = useState(false);
  const choose = useRef(chooseFiles);
  useEffect(() => {
    choose.current = chooseFiles;
  });
  const onAct = useCallback((pressed: WindowAct) => {
    if (pressed === 'help') setShowsKeys(true);
    else if (pressed === 'choose') void choose.current('files');
    else if (pressed === 'search') {
      setScreen('shares');
      requestAnimationFrame(() => document.querySelector<HTMLElement>('input[type="search"]')?.focus());
    } else setScreen(pressed);
  }, []);
  useWindowKeys(onAct);
  useFirstMoments({ onFiles: share, onText: shareText, onOther: shareClipboard, onAct });

  const overlay =
    hovering.count > 0 ? <DropOverlay view={view} hovering={hovering} isAbove={rowsTake} draft={draft} /> : null;
  return (
    <ActContext value={act}>
      <ShowCodeContext value={setCodeOf}>
        <div className={styles['window']} data-dropping={rowsTake}>
          <Navigation current={screen} onGo={setScreen} busy={view.uploads.some(({ phase }) => isMoving(phase))} />
          <main className={styles['main']} ref={scroller} data-scroller>
            <ScrollerContext value={scroller}>
              <RenewContext value={renew}>
                <div className={styles['content']} data-turned={turned} key={screen}>
                  {screen === 'shares' ? (
                    <DropTargetContext value={rowsTake ? hovering.shareId : undefined}>
                      <SharesScreen
                        view={view}
                        dropZone={{
                          draft,
                          onDraft: setDraft,
                          onChoose: (choice) => void chooseFiles(choice),
                          onRequest: () => setRequesting(true),
                          onClipboard: shareClipboard,
                          onConnect: () => {
                            openForm(emptyValues(providers));
                            setScreen('connections');
                          },
                          onScreenshot: () => sent(request('screenshot:share', { options: asked() })),
                        }}
                        detailsOf={detailsOf}
                        onDetails={setDetailsOf}
                        search={search}
                        onSearch={setSearch}
                      />
                    </DropTargetContext>
                  ) : null}
                  {screen === 'requests' ? (
                    <RequestsScreen
                      view={view}
                      openId={openRequest}
                      onOpen={setOpenRequest}
                      onRequest={() => setRequesting(true)}
                    />
                  ) : null}
                  {screen === 'connections' ? (
                    <ConnectionsScreen
                      connections={view.connections}
                      examinations={view.examinations}
                      providers={providers}
                      forms={forms}
                    />
                  ) : null}
                  {screen === 'settings' ? <SettingsScreen view={view} onKeys={() => setShowsKeys(true)} /> : null}
                </div>
              </RenewContext>
            </ScrollerContext>
          </main>
          {rowsTake ? overlay : null}
          <NoticeArea notices={view.notices} local={local} announcement={announcement} />
        </div>
        {opening ? <ReachDialog isDestination={false} onClose={() => setOpening(false)} /> : null}
        {requesting ? (
          <RequestFilesDialog
            connections={view.connections}
            onClose={() => setRequesting(false)}
            onMade={() => {
              setRequesting(false);
              setOpenRequest(undefined);
              setScreen('requests');
            }}
          />
        ) : null}
        {codeOf === undefined ? null : <CodeDialog key={codeOf.id} of={codeOf} onClose={() => setCodeOf(undefined)} />}
        {showsKeys ? <KeyboardDialog onClose={() => setShowsKeys(false)} /> : null}
        {view.proposal === undefined ? null : (
          <ProposalDialog key={view.proposal.id} proposal={view.proposal} view={view} />
        )}
        {view.network.nearby?.offer === undefined ? null : (
          <ReceiveDialog key={view.network.nearby.offer.id} offer={view.network.nearby.offer} />
        )}
        {rowsTake ? null : overlay}
      </ShowCodeContext>
    </ActContext>
  );
}
