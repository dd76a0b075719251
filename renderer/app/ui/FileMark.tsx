// The sign of one file: its kind, and around it a ring that shortens as the link's life runs out.
import {
  Files,
  type LucideIcon,
  File,
  FileArchive,
  FileCode,
  FileImage,
  FileMusic,
  FilePlay,
  FileSpreadsheet,
  FileText,
} from 'lucide-react';
import { fileKind, type FileKind } from './file-kind';
import styles from './file-mark.module.css';

// The picture of every kind of file.
const fileIcons: Record<FileKind, LucideIcon> = {
  image: FileImage,
  video: FilePlay,
  audio: FileMusic,
  archive: FileArchive,
  sheet: FileSpreadsheet,
  code: FileCode,
  text: FileText,
  other: File,
};

interface FileMarkProps {
  readonly name: string;
  readonly contentType: string;
  /** A page of several files. */
  readonly page?: boolean;
  /** In place of that of its kind. */
  readonly icon?: LucideIcon;
  /** 0 to 1; absent: no ring. */
  readonly lifeLeft?: number | undefined;
  /** A small picture of the file itself, as a data URL. */
  readonly picture?: string | undefined;
  readonly tone?: 'live' | 'soon' | 'ended' | 'failed';
}

const radius = 19;
const round = 2 * Math.PI * radius;

/** A picture only: everything it shows is said in words beside it. */
export function FileMark({ name, contentType, page = false, icon, lifeLeft, picture, tone = 'live' }: FileMarkProps) {
  const Icon = icon ?? (page ? Files : fileIcons[fileKind(name, contentType)]);
  return (
    <span className={styles['mark']} data-tone={tone} aria-hidden>
      {lifeLeft === undefined ? null : (
        <svg viewBox="0 0 42 42" className={styles['ring']}>
          <circle cx="21" cy="21" r={radius} className={styles['track']} />
          <circle
            cx="21"
            cy="21"
            r={radius}
            className={styles['life']}
            strokeDasharray={`${(Math.min(1, Math.max(0, lifeLeft)) * round).toFixed(2)} ${round.toFixed(2)}`}
          />
        </svg>
      )}
      {picture === undefined ? (
        <Icon className={styles['icon']} />
      ) : (
        <img src={picture} alt="" draggable={false} className={styles['picture']} />
      )}
    </span>
  );
}
