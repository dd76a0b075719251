// The short link of a share or a file request, among the facts of its row.
import { Link2 } from 'lucide-react';
import rowStyles from '../ui/row.module.css';
import { addressWithoutScheme } from './share-facts';

/** Renders nothing without a short link. */
export const DoorAddress = ({ address, hint }: { readonly address: string | undefined; readonly hint: string }) =>
  address === undefined ? null : (
    <span title={hint} className="selectable">
      <span className={rowStyles['iconFact']}>
        <Link2 aria-hidden />
        {addressWithoutScheme(address)}
      </span>
    </span>
  );
