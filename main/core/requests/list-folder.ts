// Lists every object of a folder that guests write into.
import { Failure } from '../model/failure';
import type { ListedObject, ObjectStore } from '../ports/object-store';

/** The longest page of a list. */
const listedAtOnce = 1_000;
/** So many hold every slot ten times over: a server that tells of more would never come to an end. */
const mostPages = 200;

/** Raises `not-s3` for a list without an end, and what the store raises. */
export async function* listFolder(objects: Pick<ObjectStore, 'list'>, folder: string): AsyncGenerator<ListedObject> {
  let after: string | undefined;
  for (let pages = 1; ; pages += 1) {
    const page = await objects.list(folder, { limit: listedAtOnce, ...(after !== undefined && { after }) });
    yield* page.objects;
    ({ after } = page);
    if (after === undefined) return;
    if (pages === mostPages) throw new Failure('not-s3');
  }
}
