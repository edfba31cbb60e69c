/** The asset and its counterpart: one solid, one drawn. */
export function Logo() {
  return (
    <svg viewBox="0 0 32 20" width="32" height="20" aria-hidden focusable="false" fill="none" stroke="currentColor" strokeWidth="2.6">
      <circle cx="11" cy="10" r="8" />
      <circle cx="21" cy="10" r="8" strokeDasharray="3.6 2.7" />
    </svg>
  );
}
