import { type RefObject, useEffect, useRef } from 'react';

/** How long the first key of a pair such as `g t` waits for the second. */
const PAIR_MS = 1_500;

/** Where letters are text and not commands. */
function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)
    && (target as HTMLInputElement).type !== 'checkbox' && (target as HTMLInputElement).type !== 'radio');
}

/**
 * Keys that do something on this page: single (`?`) or pairs (`g t`). They never fire while somebody types, nor together with
 * Ctrl, Alt or Meta, which belong to the browser.
 */
export function useKeys(actions: Readonly<Record<string, () => void>>): void {
  const latest = useRef(actions);
  latest.current = actions;
  useEffect(() => {
    let first: string | null = null;
    let pair: ReturnType<typeof setTimeout> | undefined;
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event.target)) {
        return;
      }
      const keys = first === null ? event.key : `${first} ${event.key}`;
      first = null;
      clearTimeout(pair);
      const action = latest.current[keys];
      if (action !== undefined) {
        event.preventDefault();
        action();
      } else if (Object.keys(latest.current).some((known) => known.startsWith(`${event.key} `))) {
        first = event.key;
        pair = setTimeout(() => {
          first = null;
        }, PAIR_MS);
      }
    };
    document.addEventListener('keydown', onKey);
    return () => {
      clearTimeout(pair);
      document.removeEventListener('keydown', onKey);
    };
  }, []);
}

/** `/` puts the cursor into the page's search field. */
export function useFocusKey(field: RefObject<HTMLInputElement | null>): void {
  useKeys({
    '/': () => {
      field.current?.focus();
      field.current?.select();
    },
  });
}
