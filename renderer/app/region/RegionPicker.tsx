// Covers a screen with a still picture of it, in which a part is chosen by pointer or keys.
import { Camera } from 'lucide-react';
import { useEffect, useRef, useState, type PointerEvent } from 'react';
import { request } from '../state/bridge';
import { useAppState } from '../state/use-app-state';
import { useDocumentLanguage } from '../state/use-language';
import { words } from '../state/words';
import { Button } from '../ui/Button';
import { useTheme } from '../window/theme';
import type { AppView } from '../../../preload/views/views';
import styles from './region-picker.module.css';
import { afterArrow, between, contains, cornerAcross, moved, type Area, type Point, type Size } from './selection';

/** In CSS pixels. */
const cornerReach = 12;
/** The room that the size and its button need below the rectangle, in CSS pixels. */
const labelRoom = 60;
/** What they are as wide as, at most. */
const labelWidth = 260;

type Drag =
  | { readonly kind: 'draw'; readonly from: Point }
  | { readonly kind: 'move'; readonly from: Point; readonly area: Area };

export function RegionPicker() {
  const state = useAppState();
  return state.kind === 'ready' ? <Picker view={state.view} /> : null;
}

function Picker({ view }: { readonly view: AppView }) {
  useTheme(view.theme);
  useDocumentLanguage(view.resolvedLanguage);
  const screenId = Number(window.location.hash.slice(1));
  const w = words.region;
  const [picture, setPicture] = useState<string>();
  const [screen, setScreen] = useState<Size>();
  const [area, setArea] = useState<Area>();
  const [drag, setDrag] = useState<Drag>();
  const asked = useRef(false);

  useEffect(() => {
    // A picture is there for one fetch.
    if (asked.current) return;
    asked.current = true;
    void request('region:picture', { screenId }).then((outcome) => {
      if (outcome.ok) setPicture(outcome.value.picture);
    });
  }, [screenId]);
  useEffect(() => {
    // Main shows the window when its title changes.
    if (screen !== undefined) document.title = w.title;
  }, [screen, w.title]);
  const end = (chosen?: Area) =>
    void request('region:end', { screenId, ...(chosen !== undefined && { area: chosen }) });

  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.key === 'Escape') end();
      else if (event.key === 'Enter' && area !== undefined) end(area);
      else {
        const next = screen && afterArrow(area, event, screen);
        if (next === undefined) return;
        setArea(next);
      }
      event.preventDefault();
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  });

  /** CSS pixels of one pixel of the picture. */
  const scale = screen === undefined ? 1 : window.innerWidth / screen.width;
  const pointOf = ({ clientX, clientY }: PointerEvent): Point => ({ x: clientX / scale, y: clientY / scale });
  const grab = (event: PointerEvent<HTMLElement>) => {
    if (screen === undefined || event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const from = pointOf(event);
    const across = area && cornerAcross(area, from, cornerReach / scale);
    if (across === undefined && area !== undefined && contains(area, from)) setDrag({ kind: 'move', from, area });
    else setDrag({ kind: 'draw', from: across ?? from });
  };
  const pull = (event: PointerEvent) => {
    if (drag === undefined || screen === undefined) return;
    const { x, y } = pointOf(event);
    if (drag.kind === 'draw') setArea(between(drag.from, { x, y }, screen));
    else setArea(moved(drag.area, { x: x - drag.from.x, y: y - drag.from.y }, screen));
  };

  const lowest = area === undefined ? 0 : (area.y + area.height) * scale;
  const hintOnTop = area !== undefined && lowest > window.innerHeight * 0.75;
  return (
    <main
      className={styles['screen']}
      aria-label={w.title}
      data-area={area !== undefined}
      onPointerDown={grab}
      onPointerMove={pull}
      onPointerUp={() => setDrag(undefined)}
      onPointerCancel={() => setDrag(undefined)}
    >
      {picture === undefined ? null : (
        <img
          className={styles['picture']}
          src={picture}
          alt=""
          draggable={false}
          onLoad={({ currentTarget }) =>
            setScreen({ width: currentTarget.naturalWidth, height: currentTarget.naturalHeight })
          }
        />
      )}
      {area === undefined ? null : (
        <div
          className={styles['area']}
          data-testid="region"
          style={{
            left: area.x * scale,
            top: area.y * scale,
            width: area.width * scale,
            height: area.height * scale,
          }}
        >
          <div
            className={styles['label']}
            data-side={(area.x + area.width) * scale < labelWidth ? 'start' : 'end'}
            data-inside={lowest + labelRoom > window.innerHeight}
            onPointerDown={(event) => event.stopPropagation()}
          >
            <output>{w.size({ width: String(area.width), height: String(area.height) })}</output>
            {drag === undefined ? (
              <Button look="primary" icon={Camera} onClick={() => end(area)}>
                {w.take}
              </Button>
            ) : null}
          </div>
        </div>
      )}
      {drag === undefined && screen !== undefined ? (
        <p className={styles['hint']} data-top={hintOnTop}>
          {w.hint}
        </p>
      ) : null}
    </main>
  );
}
