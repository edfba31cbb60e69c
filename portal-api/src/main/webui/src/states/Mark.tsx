import css from './mark.module.css';

/** Shapes that say the same without colour: full = well, hollow = nothing yet, triangle = abnormal, broken = not known. */
export type MarkShape = 'dot' | 'ring' | 'triangle' | 'broken' | 'cross';

const PATHS: Record<MarkShape, { d: string; filled: boolean }> = {
  dot: { d: 'M7 3.2a3.8 3.8 0 1 0 0 7.6a3.8 3.8 0 1 0 0-7.6z', filled: true },
  ring: { d: 'M7 3a4 4 0 1 0 0 8a4 4 0 1 0 0-8z', filled: false },
  triangle: { d: 'M7 1.4 13.2 12.2H.8z', filled: true },
  broken: { d: 'M3.4 3.9a4.6 4.6 0 0 1 6-.6M10.9 5a4.6 4.6 0 0 1-.5 5.1M8.6 11.3a4.6 4.6 0 0 1-5.9-2.6', filled: false },
  cross: { d: 'M3 3l8 8M11 3l-8 8', filled: false },
};

export function Mark({ shape }: { shape: MarkShape }) {
  const { d, filled } = PATHS[shape];
  return (
    <svg className={css.mark} viewBox="0 0 14 14" width="14" height="14" aria-hidden focusable="false">
      <path d={d} className={filled ? css.filled : css.hollow} />
    </svg>
  );
}
