import css from './mark.module.css';

/**
 * Shapes that say the same without colour: full = well, hollow = nothing yet, triangle = abnormal, broken = not known; a diamond
 * speaks of trust: half of it left, or none; a ring with a core is in somebody’s hands.
 */
export type MarkShape =
  | 'dot'
  | 'ring'
  | 'triangle'
  | 'broken'
  | 'cross'
  | 'doubted'
  | 'distrusted'
  | 'check'
  | 'plus'
  | 'turn'
  | 'link'
  | 'unlink'
  | 'aim'
  | 'held';

const PATHS: Record<MarkShape, { d: string; filled: boolean }> = {
  dot: { d: 'M7 3.2a3.8 3.8 0 1 0 0 7.6a3.8 3.8 0 1 0 0-7.6z', filled: true },
  ring: { d: 'M7 3a4 4 0 1 0 0 8a4 4 0 1 0 0-8z', filled: false },
  triangle: { d: 'M7 1.4 13.2 12.2H.8z', filled: true },
  broken: { d: 'M3.4 3.9a4.6 4.6 0 0 1 6-.6M10.9 5a4.6 4.6 0 0 1-.5 5.1M8.6 11.3a4.6 4.6 0 0 1-5.9-2.6', filled: false },
  cross: { d: 'M3 3l8 8M11 3l-8 8', filled: false },
  doubted: { d: 'M7 .6 13.4 7 7 13.4.6 7zM7 2.8 2.8 7h8.4z', filled: true },
  distrusted: { d: 'M7 .6 13.4 7 7 13.4.6 7z', filled: true },
  check: { d: 'M2.5 7.5 5.8 10.8 11.8 3.6', filled: false },
  plus: { d: 'M7 2.5v9M2.5 7h9', filled: false },
  turn: { d: 'M2 5h9.4M9 2.4 11.6 5 9 7.6M12 9.4H2.6M5 6.8 2.4 9.4 5 12', filled: false },
  link: { d: 'M2 7h9.4M8.2 3.6 11.6 7l-3.4 3.4', filled: false },
  aim: { d: 'M7 1v3M7 10v3M1 7h3M10 7h3M7 4.6a2.4 2.4 0 1 0 0 4.8a2.4 2.4 0 1 0 0-4.8z', filled: false },
  held: { d: 'M7 1.7a5.3 5.3 0 1 0 0 10.6a5.3 5.3 0 1 0 0-10.6zM7 3.5a3.5 3.5 0 1 0 0 7a3.5 3.5 0 1 0 0-7zM7 5.2a1.8 1.8 0 1 0 0 3.6a1.8 1.8 0 1 0 0-3.6z', filled: true },
  unlink: { d: 'M1.5 7h3M9.5 7h3M5.4 10.8l3.2-7.6', filled: false },
};

export function Mark({ shape }: { shape: MarkShape }) {
  const { d, filled } = PATHS[shape];
  return (
    <svg className={css.mark} viewBox="0 0 14 14" width="14" height="14" aria-hidden focusable="false">
      <path d={d} className={filled ? css.filled : css.hollow} />
    </svg>
  );
}
