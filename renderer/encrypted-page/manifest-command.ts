// The command that opens the manifest without the page's script; `age` asks for the passphrase.

/** `link`: the page's address without its fragment, as the shell reads it. The brackets keep it from finding itself: the page prints it. */
export const manifestCommand = (link: string): string =>
  `curl -fsS --compressed ${link} | sed -n 's/.*id="manifes[t]"[^>]*>\\([^<]*\\).*/\\1/p' | base64 -d | age -d`;
