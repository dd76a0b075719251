// The button that creates the bucket which is not there, beside what says so.
import { Plus } from 'lucide-react';
import { useState } from 'react';
import type { ConnectionDraft } from '../../../preload/connection-draft';
import type { NewBucketView } from '../../../preload/views/connection-views';
import type { FailureView } from '../../../preload/views/failure-view';
import { request } from '../state/bridge';
import { words } from '../state/words';
import { Button } from '../ui/Button';

interface CreateBucketProps {
  readonly bucket: string;
  /** `undefined` while something is missing. */
  readonly draft: () => ConnectionDraft | undefined;
  readonly onMade: (made: NewBucketView) => void;
  readonly onFailure: (failure: FailureView) => void;
}

export function CreateBucket({ bucket, draft, onMade, onFailure }: CreateBucketProps) {
  const [isBusy, setBusy] = useState(false);
  const w = words.form.buckets;
  const create = async () => {
    const ready = isBusy ? undefined : draft();
    if (ready === undefined) return;
    setBusy(true);
    const outcome = await request('connections:create-bucket', { draft: ready });
    setBusy(false);
    if (outcome.ok) onMade(outcome.value);
    else onFailure(outcome.failure);
  };
  return (
    <Button icon={Plus} onClick={() => void create()} aria-disabled={isBusy}>
      {isBusy ? w.creating : w.create({ bucket })}
    </Button>
  );
}
