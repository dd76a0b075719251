// The drawn mayfly over evening water that stands where a list is still empty.

/** An illustration without words of its own; colours come from the theme through `art.module.css`. */
import styles from './art.module.css';

export function Mayfly({ className }: { readonly className?: string | undefined }) {
  return (
    <svg
      viewBox="0 0 220 150"
      className={[styles['art'], className].filter(Boolean).join(' ')}
      aria-hidden
      focusable="false"
    >
      <path d="M62 104a44 44 0 1 1 88 0Z" className={styles['sun']} />
      <path
        className={styles['water']}
        d="M52 112h40M104 112h64M38 122h28M84 122h52M150 122h30M64 132h34M116 132h44M88 142h44"
      />
      <g className={styles['wing']}>
        <path d="M94 82C80 62 80 32 96 10c4 0 8 2 9 5 10 24 7 50-5 68Z" />
        <path d="M98 82c6-28 20-50 44-64 4 1 6 4 6 8-4 26-20 46-44 58Z" />
      </g>
      <path
        className={styles['veins']}
        d="M95 80C88 58 90 32 98 14M97 81c0-24 2-42 5-62M100 81c10-24 22-42 41-58M101 82c14-16 28-32 43-48"
      />
      <path d="M148 68c18-8 36-20 52-38M149 70c20-4 40-14 58-26M149 72c20 2 40-2 60-10" />
      <path
        className={styles['body']}
        d="M78 84c2-6 10-9 18-8 20 0 36-2 52-8 2 0 3 2 1 4-14 10-32 16-50 17-10 1-20 0-21-5Z"
      />
      <circle cx="76" cy="83" r="5.5" className={styles['body']} />
      <path d="M84 88c-6 6-18 6-26 0M88 90c-4 8-12 12-22 10M96 90c2 6 0 10-4 14M73 79c-6-6-10-8-16-8M74 78c-3-6-6-10-10-12" />
    </svg>
  );
}

/** The small sign in the corner of the window: the same insect in a few strokes. */
export function MayflySign({ className }: { readonly className?: string | undefined }) {
  return (
    <svg
      viewBox="0 0 32 32"
      className={[styles['sign'], className].filter(Boolean).join(' ')}
      aria-hidden
      focusable="false"
    >
      <path
        className={styles['wing']}
        d="M12.5 18C9.5 13 10 6.5 13 2.5c3 4 3.5 10.500 1.500 15.500ZM15 18c1-6 4.500-11 9.500-13.500C24.500 10.500 21 15.500 16 18.500Z"
      />
      <path d="M8 19.500c3-1.500 9-1 14-3M22 16.500c3-1.200 5.500-3.200 7.500-6M22 16.500c3-.2 5.500-1.500 8-3.200M22 16.500c3 .6 5.500.3 8-.6" />
      <circle className={styles['body']} cx="8" cy="19.500" r="2" />
      <path className={styles['water']} d="M4 26.500h9M17 26.500h11M9 29.500h14" />
    </svg>
  );
}
