// Circles of imports: the strongly connected components of the import graph that hold more than one file (Tarjan, 1972).
import type { SourceFile } from './source-files';

/** Every circle as the paths of its files without extension, sorted; imports of types, and those at a later time (`import()`), count as much as the others. */
export function circlesIn(files: readonly SourceFile[]): readonly (readonly string[])[] {
  const withoutExtension = (path: string) => path.replace(/\.tsx?$/, '');
  const imports = new Map(files.map((file) => [withoutExtension(file.path), file.imports]));
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const stack: string[] = [];
  const circles: (readonly string[])[] = [];
  const visit = (path: string) => {
    order.set(path, order.size);
    lowest.set(path, order.get(path) ?? 0);
    stack.push(path);
    for (const { target } of imports.get(path) ?? []) {
      if (!imports.has(target)) continue;
      if (!order.has(target)) visit(target);
      if (stack.includes(target)) lowest.set(path, Math.min(lowest.get(path) ?? 0, lowest.get(target) ?? 0));
    }
    if (lowest.get(path) !== order.get(path)) return;
    const circle = stack.splice(stack.indexOf(path));
    if (circle.length > 1) circles.push(circle.toSorted());
  };
  for (const path of imports.keys()) if (!order.has(path)) visit(path);
  return circles;
}
