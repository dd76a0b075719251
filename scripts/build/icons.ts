// Draws each icon of the window as one path of one component: lucide's own come as up to seven elements behind two components, and a window has
// a hundred of them.
import { pathToFileURL } from 'node:url';
import { normalizePath, type Plugin } from 'vite';

type Shape = readonly [tag: string, attributes: Readonly<Record<string, string>>];

interface IconModule {
  /** Not where a module is an icon's other name. */
  readonly __iconData?: { readonly node: readonly Shape[] };
}

/** The attributes of a shape that say where it is, in the order of its path below. A `key` is React's. */
const placeOf: Readonly<Record<string, readonly string[]>> = {
  path: ['d'],
  line: ['x1', 'y1', 'x2', 'y2'],
  polyline: ['points'],
  circle: ['cx', 'cy', 'r'],
  rect: ['x', 'y', 'width', 'height', 'rx', 'ry'],
};

const arc = (radius: number, toX: number, toY: number) => `a${radius} ${radius} 0 0 1 ${toX} ${toY}`;

function rectangle(x: number, y: number, width: number, height: number, radius: number): string {
  const [across, down] = [width - 2 * radius, height - 2 * radius];
  return [
    `M${x + radius} ${y}h${across}${arc(radius, radius, radius)}v${down}${arc(radius, -radius, radius)}`,
    `h${-across}${arc(radius, -radius, -radius)}v${-down}${arc(radius, radius, -radius)}z`,
  ].join('');
}

/** The path of one shape; nothing where the shape is more than an outline, or one that no icon here has. */
function stepsOf([tag, attributes]: Shape): string | undefined {
  const names = placeOf[tag];
  if (names === undefined || Object.keys(attributes).some((name) => name !== 'key' && !names.includes(name)))
    return undefined;
  // The first step of a path is absolute, even where it is written as a relative one; a start without a line is not drawn.
  if (tag === 'path') return `M0 0${attributes['d'] ?? ''}`;
  if (tag === 'polyline') return `M${attributes['points'] ?? ''}`;
  const [a = 0, b = 0, c = 0, d = 0, e = 0] = names.map((name) => Number(attributes[name] ?? 0));
  if (tag === 'line') return `M${a} ${b}L${c} ${d}`;
  if (tag === 'rect') return rectangle(a, b, c, d, e);
  return `M${a - c} ${b}a${c} ${c} 0 1 1 ${2 * c} 0a${c} ${c} 0 1 1 ${-2 * c} 0z`;
}

/** One path of SVG 1.1 with the outlines of these shapes, if there is one. */
export function pathOf(shapes: readonly Shape[]): string | undefined {
  const steps = shapes.map(stepsOf);
  return steps.includes(undefined) ? undefined : steps.join('');
}

const component = '\0mayfly-icon';

/** What lucide's `Icon` makes of the attributes that are used here. */
const componentCode = `import { createElement } from 'react';
const look = { viewBox: '0 0 24 24', fill: 'none', stroke: 'currentColor', strokeWidth: 2, strokeLinecap: 'round', strokeLinejoin: 'round' };
export function iconOf(d) {
  const shape = createElement('path', { d });
  return ({ size = 24, className, ...rest }) =>
    createElement('svg', { ...look, width: size, height: size, 'aria-hidden': true, ...rest, className: className ? 'lucide ' + className : 'lucide' }, shape);
}`;

/** Takes the place of the modules of lucide's icons. */
export const iconsPlugin = (): Plugin => ({
  name: 'mayfly-icons',
  enforce: 'pre',
  resolveId: (id) => (id === component ? id : undefined),
  async load(id) {
    if (id === component) return componentCode;
    if (!/\/lucide-react\/dist\/esm\/icons\/[^/]+\.mjs$/.test(normalizePath(id))) return undefined;
    const { __iconData: data } = (await import(pathToFileURL(id).href)) as IconModule;
    const path = data && pathOf(data.node);
    if (path === undefined) return undefined;
    return `import { iconOf } from '${component.replace('\0', '\\0')}';
export const __iconData = undefined;
export default /* @__PURE__ */ iconOf(${JSON.stringify(path)});`;
  },
});
