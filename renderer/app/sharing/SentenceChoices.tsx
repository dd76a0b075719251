// The words of the sentence that are controls: how long links live, and where files go.
import { useRef, useState } from 'react';
import type { AppView } from '../../../preload/views/views';
import { useAct } from '../state/run-action';
import { request } from '../state/bridge';
import { formats } from '../state/format';
import { words } from '../state/words';
import { Choice } from '../ui/Choice';
import { isPreset, presetsUpTo, usualMaxSeconds } from '../ui/expiry-choice';
import { CustomLifetime } from '../ui/LifetimeField';
import { FindDeviceDialog } from '../nearby/FindDeviceDialog';
import { FloatingPanel } from './FloatingPanel';
import { ReachDialog } from './ReachDialog';
import { placeWords } from './sentence-words';
import { shownName } from '../ui/display-name';
import { destinationOf, expiryOf, type ShareDraft } from './share-options';

type Known = Pick<AppView, 'connections' | 'expirySeconds' | 'firstRun' | 'network'> &
  Partial<Pick<AppView, 'desktop'>>;

const custom = 'custom';

/** The combobox "Link expires in"; "Custom…" opens a number and a unit. Every change holds for the tray and the command line too. */
export function LifetimeChoice({ view }: { readonly view: Known }) {
  const act = useAct();
  const trigger = useRef<HTMLButtonElement>(null);
  const [wants, setWants] = useState<'nothing' | 'soon' | 'open'>('nothing');
  const w = words.drop;
  const to = destinationOf(view);
  const seconds = expiryOf(view);
  const ruled = view.desktop?.organisation?.longestSeconds ?? Infinity;
  const most = Math.min(to?.longestExpirySeconds ?? usualMaxSeconds, to?.maxExpirySeconds ?? Infinity, ruled);
  const save = (expirySeconds: number) => void act(request('lifetime:choose', { expirySeconds }));
  return (
    <>
      <Choice
        look="word"
        triggerRef={trigger}
        label={words.expiry.label}
        title={to?.defaultExpirySeconds === undefined ? w.holds : w.holdsFor({ connection: to.name })}
        // The list stays the same: the select answers the loss of its chosen entry with its first value.
        value={isPreset(seconds, most) ? String(seconds) : custom}
        shown={formats.lifetime(seconds)}
        options={[
          ...presetsUpTo(most).map((offer) => ({ value: String(offer), label: formats.lifetime(offer) })),
          { value: custom, label: words.expiry.custom },
        ]}
        onChange={(value) => (value === custom ? setWants('soon') : save(Number(value)))}
        // The list gives the focus back before the panel takes it.
        onClosed={() => setWants((now) => (now === 'soon' ? 'open' : now))}
      />
      <FloatingPanel
        label={words.expiry.label}
        anchor={trigger}
        isOpen={wants === 'open'}
        onOpen={(isOpen) => setWants(isOpen ? 'open' : 'nothing')}
      >
        <CustomLifetime
          seconds={seconds}
          onSeconds={save}
          maxSeconds={most}
          untilThen={words.expiry.stays}
          onEnter={() => setWants('nothing')}
        />
      </FloatingPanel>
    </>
  );
}

/** No connection's id. */
const here = 'here';
const connect = 'connect';
/** Here, for others in the network, or no longer for them. */
const other = 'other';
/** A device that is typed by its address. */
const typed = 'typed';

interface DestinationChoiceProps {
  readonly view: Known;
  /** Opens the form for a new connection. */
  readonly onConnect: () => void;
  /** The device that the next files go to. */
  readonly device: ShareDraft['device'];
  readonly onDevice: (device: ShareDraft['device']) => void;
}

/** Before the fingerprint of a device; no connection's id begins so. */
const deviceValue = 'device ';

/** The combobox "Files go to". What is chosen is the default connection, for the tray and the command line too. */
export function DestinationChoice({ view, onConnect, device, onDevice }: DestinationChoiceProps) {
  const act = useAct();
  const [asks, setAsks] = useState<{ readonly what: 'reach' | 'device'; readonly isOpen: boolean }>();
  const { connections, firstRun, network, desktop } = view;
  const isForbidden = desktop?.organisation?.forbidsNetwork === true;
  const w = words.reach;
  const to = destinationOf(view);
  const needsHere = connections.every(({ kind }) => kind !== 'embedded') && (firstRun || connections.length === 0);
  const near = network.nearby?.devices ?? [];
  // A device that has gone stays what was chosen: its files never become a link unasked.
  const devices = device === undefined || near.some(({ id }) => id === device.id) ? near : [...near, device];
  const ended = () => setAsks(undefined);
  const choose = (value: string): void => {
    const chosen = devices.find(({ id }) => value === `${deviceValue}${id}`);
    if (value === typed) return setAsks({ what: 'device', isOpen: false });
    onDevice(chosen);
    if (chosen !== undefined) return;
    if (value === connect) onConnect();
    else if (value === here) void act(request('connections:try-embedded'));
    // Opening it to others is asked about; closing it harms nobody.
    else if (value === other && network.isOn) void act(request('reach:open', { isOn: false, isDestination: true }));
    else if (value === other) setAsks({ what: 'reach', isOpen: false });
    else void act(request('connections:set-default', { connectionId: value }));
  };
  return (
    <>
      <Choice
        look="word"
        label={words.drop.destination}
        title={words.drop.holds}
        // What nobody has chosen yet can be chosen.
        value={device === undefined ? (firstRun ? null : (to?.id ?? here)) : `${deviceValue}${device.id}`}
        shown={device === undefined ? placeWords(to) : shownName(device.name)}
        options={[
          ...connections.flatMap(({ id, name, kind, colour, refused }) => {
            const isHere = kind === 'embedded';
            const known = {
              value: id,
              label: isHere && network.isOn ? w.on : name,
              ...(colour && { colour }),
              isOff: refused !== undefined,
            };
            return isHere
              ? [known, { value: other, label: network.isOn ? w.here : w.offered, isOff: isForbidden }]
              : [known];
          }),
          ...(needsHere
            ? [
                { value: here, label: words.drop.thisComputer },
                { value: other, label: w.offered, isOff: isForbidden },
              ]
            : []),
          ...(connections.length < 2 ? [{ value: connect, label: words.drop.connectStorage }] : []),
          ...devices.map(({ id, name }) => ({
            value: `${deviceValue}${id}`,
            label: shownName(name),
            group: words.nearby.group,
          })),
          ...(network.isOn ? [{ value: typed, label: words.nearby.other, group: words.nearby.group }] : []),
        ]}
        onChange={choose}
        // The list gives the focus back before the dialog takes it.
        onClosed={() => setAsks((now) => now && { ...now, isOpen: true })}
      />
      {asks?.isOpen === true && asks.what === 'reach' ? <ReachDialog isDestination onClose={ended} /> : null}
      {asks?.isOpen === true && asks.what === 'device' ? <FindDeviceDialog onFound={onDevice} onClose={ended} /> : null}
    </>
  );
}
