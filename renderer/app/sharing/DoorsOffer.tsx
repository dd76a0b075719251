// Short links need a place of their own: a quiet way to the dialog that sets one up for a connection that has none.
import { Link2 } from 'lucide-react';
import { useState } from 'react';
import type { ConnectionView } from '../../../preload/views/connection-views';
import { words } from '../state/words';
import { Button } from '../ui/Button';
import { ShortLinksDialog } from '../window/LazyScreens';

export function DoorsOffer({ to }: { readonly to: ConnectionView | undefined }) {
  const [isOpen, setOpen] = useState(false);
  if (to === undefined || (to.doors !== undefined && !isOpen)) return null;
  return (
    <>
      <Button look="quiet" icon={Link2} onClick={() => setOpen(true)}>
        {words.drop.setUpDoors({ connection: to.name })}
      </Button>
      {isOpen ? <ShortLinksDialog connection={to} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
