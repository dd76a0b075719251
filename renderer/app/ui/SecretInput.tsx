// React writes the value of a field into the page's markup too, where a style sheet's selector can read it. A secret stays in its field.
import { useImperativeHandle, useLayoutEffect, useRef, type ComponentPropsWithRef } from 'react';

interface SecretInputProps extends Omit<ComponentPropsWithRef<'input'>, 'type' | 'value' | 'defaultValue'> {
  readonly value: string;
  /** Its characters are seen. */
  readonly shown?: boolean;
}

export function SecretInput({ value, shown = false, ref, ...rest }: SecretInputProps) {
  const field = useRef<HTMLInputElement>(null);
  useImperativeHandle(ref, () => field.current as HTMLInputElement);
  useLayoutEffect(() => {
    if (field.current !== null && field.current.value !== value) field.current.value = value;
  });
  return <input {...rest} ref={field} type={shown ? 'text' : 'password'} />;
}
