// How far something is.
import type { ComponentProps } from 'react';
import rowStyles from './row.module.css';

interface ProgressBarProps extends Pick<ComponentProps<'progress'>, 'className' | 'aria-valuetext'> {
  readonly label: string;
  /** 0 to 100. */
  readonly percent: number;
  /** All is sent, and something else goes on. */
  readonly isBusy?: boolean;
  readonly isStill?: boolean;
}

export const ProgressBar = ({ label, percent, isBusy, isStill, ...rest }: ProgressBarProps) => (
  <progress
    className={rowStyles['progress']}
    aria-label={label}
    max={100}
    value={percent}
    data-busy={isBusy}
    data-still={isStill}
    {...rest}
  />
);
