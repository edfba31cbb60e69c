import { describe, expect, it, vi } from 'vitest';
import { aTwin } from '../test-twins';
import { LiveStore, MAX_TWINS } from './liveStore';

describe('the live store', () => {
  it('keeps the newest, in whichever order they come', () => {
    const store = new LiveStore();

    expect(store.put(aTwin({ revision: 7 }))).toBe(true);
    expect(store.put(aTwin({ revision: 6 }))).toBe(false);
    expect(store.get('pump-1')?.revision).toBe(7);
    expect(store.put(aTwin({ revision: 8 }))).toBe(true);
    expect(store.get('pump-1')?.revision).toBe(8);
  });

  it('takes the same revision again: a name may have changed', () => {
    const store = new LiveStore();
    store.put(aTwin({ revision: 7, name: 'Old' }));

    store.put(aTwin({ revision: 7, name: 'New' }));

    expect(store.get('pump-1')?.name).toBe('New');
  });

  it('keeps the name and the device that an event does not carry', () => {
    const store = new LiveStore();
    store.put(aTwin({ revision: 7 }));
    const { name: _name, device: _device, ...event } = aTwin({ revision: 8 });

    store.put(event);

    expect(store.get('pump-1')).toMatchObject({ revision: 8, name: 'Feed pump 1', device: 'pump-1' });
  });

  it('wakes only who looks at the twin', () => {
    const store = new LiveStore();
    const [mine, other] = [vi.fn(), vi.fn()];
    store.subscribe('pump-1', mine);
    const stop = store.subscribe('pump-2', other);

    store.put(aTwin({ id: 'pump-1' }));
    stop();
    store.put(aTwin({ id: 'pump-2' }));

    expect(mine).toHaveBeenCalledOnce();
    expect(other).not.toHaveBeenCalled();
  });

  it('lets a removed twin come again from its first revision', () => {
    const store = new LiveStore();
    store.put(aTwin({ revision: 90 }));

    store.remove('pump-1');

    expect(store.get('pump-1')).toBeUndefined();
    expect(store.put(aTwin({ revision: 1 }))).toBe(true);
  });

  it('is bounded, and keeps what is looked at', () => {
    const store = new LiveStore();
    store.subscribe('twin-0', () => undefined);

    for (let i = 0; i < MAX_TWINS + 10; i++) {
      store.put(aTwin({ id: `twin-${i}` }));
    }

    expect(store.size).toBe(MAX_TWINS);
    expect(store.get('twin-0')).toBeDefined();
    expect(store.get('twin-1')).toBeUndefined();
  });
});
