// “Send to my computer”: the one request without a near end, made at the first press, shown again at each later one. It needs short links, so where
// there are none the press leads to their set-up, and goes on once they work.
import { Smartphone } from 'lucide-react';
import { useContext, useState } from 'react';
import type { ConnectionView } from '../../../preload/views/connection-views';
import { ShowCodeContext } from '../codes/show-code';
import { request } from '../state/bridge';
import { useAct } from '../state/run-action';
import { words } from '../state/words';
import { Button } from '../ui/Button';
import { ShortLinksDialog } from '../connections/short-links/ShortLinksDialog';

export function StandingButton({ connections }: { readonly connections: readonly ConnectionView[] }) {
  const act = useAct();
  const showCode = useContext(ShowCodeContext);
  const [busy, setBusy] = useState(false);
  const [lacksDoors, setLacksDoors] = useState(false);
  // Main looks there first, and the press may have made it: the bucket on this computer of somebody who has shared nothing yet.
  const to = connections.find(({ isDefault }) => isDefault);

  const show = async () => {
    setBusy(true);
    const outcome = await request('file-requests:standing');
    setBusy(false);
    if (outcome.ok) showCode({ kind: 'request', id: outcome.value.requestId });
    else if (outcome.failure.code === 'no-doors') setLacksDoors(true);
    else await act(Promise.resolve(outcome));
  };
  const close = () => {
    setLacksDoors(false);
    if (to?.doors !== undefined) void show();
  };
  return (
    <>
      <Button
        icon={Smartphone}
        aria-disabled={busy}
        title={words.requests.standingHint}
        onClick={() => busy || void show()}
      >
        {words.requests.standing}
      </Button>
      {lacksDoors && to !== undefined ? (
        <ShortLinksDialog connection={to} reason={words.requests.standingNeedsDoors} onClose={close} />
      ) : null}
    </>
  );
}
