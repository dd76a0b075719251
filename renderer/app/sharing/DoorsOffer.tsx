// Short links need a place of their own: a quiet way to the form of a connection that has none.
import { Link2 } from 'lucide-react';
import { useContext } from 'react';
import type { ConnectionView } from '../../../preload/views/connection-views';
import { RenewContext } from '../state/run-action';
import { words } from '../state/words';
import { Button } from '../ui/Button';

export function DoorsOffer({ to }: { readonly to: ConnectionView | undefined }) {
  const openForm = useContext(RenewContext);
  // Nobody else reaches the bucket on this computer.
  if (to === undefined || to.kind === 'embedded' || to.doors !== undefined) return null;
  return (
    <Button look="quiet" icon={Link2} onClick={() => openForm(to.id)}>
      {words.drop.setUpDoors({ connection: to.name })}
    </Button>
  );
}
