// A collapsed group of the fields of a file request; what it holds is said beside its name.
import { Collapsible } from '@base-ui/react/collapsible';
import { ChevronDown } from 'lucide-react';
import { useId, useState, type ReactNode } from 'react';
import disclosure from '../ui/disclosure.module.css';
import styles from './requests.module.css';

interface RequestGroupProps {
  readonly title: string;
  readonly summary: string;
  /** A field of it has an error, which must be seen. */
  readonly isWrong?: boolean;
  readonly children: ReactNode;
}

/** A button named by the title; the summary is its description. */
export function RequestGroup({ title, summary, isWrong = false, children }: RequestGroupProps) {
  const [isOpen, setOpen] = useState(false);
  const summaryId = useId();
  return (
    <Collapsible.Root open={isOpen || isWrong} onOpenChange={setOpen} className={styles['group']}>
      <Collapsible.Trigger
        className={`${disclosure['trigger']} ${styles['groupTitle']}`}
        aria-label={title}
        aria-describedby={summaryId}
      >
        {title}
        <ChevronDown aria-hidden />
        <span id={summaryId} className={styles['summary']}>
          {summary}
        </span>
      </Collapsible.Trigger>
      <Collapsible.Panel className={styles['fields']}>{children}</Collapsible.Panel>
    </Collapsible.Root>
  );
}
