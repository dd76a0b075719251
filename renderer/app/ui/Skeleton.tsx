// Where something will stand in a moment, its shape stands first, so that nothing moves when it comes.
import styles from './skeleton.module.css';

interface SkeletonProps {
  /** `line` and `small` are as high as a line of such text, `control` as a field, `sign` and `icon` are round, `fill` is all there is. */
  readonly shape?: 'line' | 'small' | 'control' | 'sign' | 'icon' | 'fill';
  /** A CSS length; default: all there is, or what a round one has. */
  readonly width?: string | undefined;
}

/** Hidden from screen readers: its container is `aria-busy`. */
export function Skeleton({ shape = 'line', width }: SkeletonProps) {
  return (
    <span
      aria-hidden
      className={`${styles['bone']} ${styles[shape]}`}
      {...(width !== undefined && { style: { inlineSize: width } })}
    />
  );
}
