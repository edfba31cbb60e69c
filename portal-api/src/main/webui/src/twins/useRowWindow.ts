import { type RefObject, useEffect, useState } from 'react';

/** Rows kept above and below what is visible, so that scrolling shows no white. */
const OVERSCAN = 8;

export interface RowWindow {
  first: number;
  /** Exclusive. */
  end: number;
}

/** Which of many rows of one height are near the part of the page that is seen. */
export function rowsWithin(top: number, viewportHeight: number, rowHeight: number, count: number): RowWindow {
  const first = Math.min(Math.max(0, Math.floor(-top / rowHeight) - OVERSCAN), Math.max(0, count - 1));
  const end = Math.min(count, Math.ceil((viewportHeight - top) / rowHeight) + OVERSCAN);
  return { first, end: Math.max(first, end) };
}

/** The rows of a list that stand in the document: the others are only room. The page scrolls, not a box in it. */
export function useRowWindow(list: RefObject<HTMLElement | null>, rowHeight: number, count: number): RowWindow {
  const [rows, setRows] = useState<RowWindow>({ first: 0, end: Math.min(count, 40) });
  useEffect(() => {
    let frame = 0;
    const measure = () => {
      frame = 0;
      const top = list.current?.getBoundingClientRect().top ?? 0;
      const next = rowsWithin(top, window.innerHeight, rowHeight, count);
      setRows((before) => (before.first === next.first && before.end === next.end ? before : next));
    };
    const schedule = () => {
      frame = frame === 0 ? requestAnimationFrame(measure) : frame;
    };
    measure();
    window.addEventListener('scroll', schedule, { passive: true });
    window.addEventListener('resize', schedule);
    return () => {
      cancelAnimationFrame(frame);
      window.removeEventListener('scroll', schedule);
      window.removeEventListener('resize', schedule);
    };
  }, [list, rowHeight, count]);
  return rows;
}
