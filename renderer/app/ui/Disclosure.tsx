// A part that is opened by a button above it.
import { Collapsible } from '@base-ui/react/collapsible';
import { ChevronDown } from 'lucide-react';
import styles from './disclosure.module.css';

interface DisclosureProps extends Omit<Collapsible.Root.Props, 'className' | 'title'> {
  /** The name of the button. */
  readonly title: string;
  /** `small`: as high as a line of small text; default: as a control. */
  readonly look?: 'small' | 'control';
  /** Of the part itself. */
  readonly className?: string | undefined;
}

export function Disclosure({ title, look = 'control', className, children, ...root }: DisclosureProps) {
  return (
    <Collapsible.Root {...root}>
      <Collapsible.Trigger className={`${styles['trigger']} ${styles[look]}`}>
        <ChevronDown aria-hidden />
        {title}
      </Collapsible.Trigger>
      <Collapsible.Panel className={className}>{children}</Collapsible.Panel>
    </Collapsible.Root>
  );
}
