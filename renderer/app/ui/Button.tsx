// One button in four strengths, so that every screen has the same sizes, focus and disabled look.
import type { LucideIcon } from 'lucide-react';
import type { ComponentPropsWithRef } from 'react';
import styles from './button.module.css';

interface ButtonProps extends ComponentPropsWithRef<'button'> {
  readonly look?: 'primary' | 'plain' | 'quiet' | 'danger';
  readonly icon?: LucideIcon;
}

/** A button with text and an optional icon before it. */
export function Button({ look = 'plain', icon: Icon, className, children, ...rest }: ButtonProps) {
  return (
    <button type="button" {...rest} className={[styles['button'], styles[look], className].filter(Boolean).join(' ')}>
      {Icon === undefined ? null : <Icon aria-hidden />}
      <span>{children}</span>
    </button>
  );
}

/** A square button with only an icon; `label` is its name and its tooltip. */
export function IconButton({
  label,
  icon: Icon,
  look = 'quiet',
  className,
  ...rest
}: Omit<ButtonProps, 'icon' | 'children'> & { readonly label: string; readonly icon: LucideIcon }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      {...rest}
      className={[styles['button'], styles['square'], styles[look], className].filter(Boolean).join(' ')}
    >
      <Icon aria-hidden />
    </button>
  );
}
