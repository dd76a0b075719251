// Draws the name of a share for the image that is dragged out: main has no fonts.
import { shownName } from '../ui/display-name';

const width = 150;
const height = 22;
const padding = 8;

/** As much of the name as there is room for. */
function fitting(name: string, context: CanvasRenderingContext2D): string {
  const fits = (text: string) => context.measureText(text).width <= width - 2 * padding;
  if (fits(name)) return name;
  const letters = Array.from(new Intl.Segmenter().segment(name), ({ segment }) => segment);
  while (letters.length > 0 && !fits(`${letters.join('')}…`)) letters.pop();
  return `${letters.join('')}…`;
}

/** A PNG as a data URL; `undefined` without a canvas. */
export function dragLabel(name: string): string | undefined {
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const context = canvas.getContext('2d');
  if (context === null) return undefined;
  const style = getComputedStyle(document.body);
  context.font = `600 13px ${style.fontFamily}`;
  context.fillStyle = style.backgroundColor;
  context.beginPath();
  context.roundRect(0, 0, width, height, height / 2);
  context.fill();
  context.fillStyle = style.color;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(fitting(shownName(name), context), width / 2, height / 2 + 0.5);
  return canvas.toDataURL('image/png');
}
