// What a screen shows while it has no rows.
import styles from '../ui/empty.module.css';
import { Mayfly } from '../ui/Mayfly';

export const EmptyScreen = ({ title, text }: { readonly title: string; readonly text: string }) => (
  <div className={styles['empty']}>
    <Mayfly />
    <h2>{title}</h2>
    <p>{text}</p>
  </div>
);
