// The list of uploads: files by themselves, and pages.
import type { UploadView } from '../../../preload/views/views';
import { RowList } from '../ui/RowList';
import { listRows } from '../ui/row-sizes';
import { keyOf, useQueueOrder } from './upload-order';
import { UploadPageRow } from './UploadPageRow';
import { UploadRow } from './UploadRow';

interface UploadListProps {
  readonly uploads: readonly UploadView[];
  /** The id of its heading. */
  readonly labelledBy: string;
}

export function UploadList({ uploads, labelledBy }: UploadListProps) {
  const order = useQueueOrder(uploads);
  return (
    <RowList
      rows={listRows(uploads, keyOf)}
      labelledBy={labelledBy}
      renderRow={(upload, place) => {
        const { page } = upload;
        return page === undefined ? (
          <UploadRow key={upload.id} upload={upload} place={place} {...order} />
        ) : (
          <UploadPageRow key={upload.id} upload={upload} page={page} place={place} {...order} />
        );
      }}
    />
  );
}
