// Everything that the browser stores for an origin, as any page of the origin can list it.

/** Runs in a page, alone: names of folders and files of the private folder, of databases and of caches. */
export async function inOrigin(): Promise<readonly string[]> {
  const names: string[] = [];
  const walk = async (folder: FileSystemDirectoryHandle): Promise<void> => {
    for await (const [name, handle] of folder.entries()) {
      names.push(handle.kind === 'directory' ? `${name}/` : name);
      if (handle instanceof FileSystemDirectoryHandle) await walk(handle);
    }
  };
  // WebKit for GTK has none.
  if ('storage' in navigator) await walk(await navigator.storage.getDirectory());
  for (const { name = '' } of await indexedDB.databases()) names.push(name);
  return [...names, ...(await caches.keys()), ...Object.keys(localStorage)];
}
