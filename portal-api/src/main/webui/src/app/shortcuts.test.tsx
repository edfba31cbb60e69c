import { fireEvent, render, screen } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { useKeys } from './shortcuts';

const go = vi.fn();
const help = vi.fn();

function Page() {
  useKeys({ 'g t': go, '?': help });
  return <input aria-label="field" />;
}

const press = (key: string, target: Element = document.body, more: KeyboardEventInit = {}) =>
  fireEvent.keyDown(target, { key, bubbles: true, ...more });

beforeEach(() => {
  go.mockClear();
  help.mockClear();
  render(<Page />);
});

describe('keys', () => {
  it('act alone or in pairs', () => {
    press('?');
    press('g');
    press('t');

    expect(help).toHaveBeenCalledOnce();
    expect(go).toHaveBeenCalledOnce();
  });

  it('do not act half or in the wrong order', () => {
    press('t');
    press('g');
    press('x');
    press('t');

    expect(go).not.toHaveBeenCalled();
  });

  it('are text while somebody types', () => {
    press('?', screen.getByLabelText('field'));

    expect(help).not.toHaveBeenCalled();
  });

  it('leave the browser’s own combinations alone', () => {
    press('?', document.body, { ctrlKey: true });

    expect(help).not.toHaveBeenCalled();
  });
});
