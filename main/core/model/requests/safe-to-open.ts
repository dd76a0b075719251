// Which files of guests Mayfly opens. The system chooses a program by a name that the guest gave, and some programs run what they open.

/** Types that their usual programs show and do not run: pictures, films, sound, plain text, PDF. */
const shown =
  /\.(?:avif|bmp|gif|heic|heif|jpe?g|png|tiff?|webp|m4v|mkv|mov|mp4|webm|aac|flac|m4a|mp3|oga|ogg|opus|wav|pdf|txt)$/i;

/** Whether a saved file may be opened; any other is only shown in its folder. */
export const isSafeToOpen = (name: string): boolean => shown.test(name);
