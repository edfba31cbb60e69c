import { createTheme, type CSSVariablesResolver, defaultVariantColorsResolver, type MantineColorsTuple, Tabs } from '@mantine/core';

/** Greys only: colour is kept for what is abnormal, and stands in tokens.css. */
const grey: MantineColorsTuple = [
  '#f4f6f7',
  '#e6eaed',
  '#d5dbe0',
  '#b7c0c8',
  '#93a1ab',
  '#6f7e89',
  '#55636d',
  '#3c474f',
  '#272f35',
  '#171c20',
];

/** Mantine's dark scheme counts the other way: from the text (0) by borders (4) and fields (6) to the ground (7). */
const night: MantineColorsTuple = [
  '#e4e8eb',
  '#b4bec6',
  '#98a4ad',
  '#77858f',
  '#3f4950',
  '#2e363c',
  '#1c2125',
  '#14181b',
  '#101316',
  '#0b0e10',
];

export const theme = createTheme({
  colors: { gray: grey, dark: night },
  primaryColor: 'gray',
  defaultRadius: 'sm',
  fontFamily: 'Inter, system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace',
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: { Tabs: Tabs.extend({ defaultProps: { color: 'var(--cp-ink)' } }) },
  variantColorResolver: (input) =>
    input.variant === 'filled'
      ? { background: 'var(--cp-ink)', hover: 'var(--cp-ink-hover)', color: 'var(--cp-on-ink)', border: '1px solid transparent' }
      : defaultVariantColorsResolver(input),
});

/** Mantine's own variables, told in our tokens, so that a component cannot look foreign in either scheme. */
const ours = {
  '--mantine-color-body': 'var(--cp-bg)',
  '--mantine-color-text': 'var(--cp-text)',
  '--mantine-color-bright': 'var(--cp-text)',
  '--mantine-color-dimmed': 'var(--cp-text-2)',
  '--mantine-color-placeholder': 'var(--cp-text-3)',
  '--mantine-color-anchor': 'var(--cp-text)',
  '--mantine-color-default': 'var(--cp-panel-2)',
  '--mantine-color-default-hover': 'var(--cp-panel-3)',
  '--mantine-color-default-color': 'var(--cp-text)',
  '--mantine-color-default-border': 'var(--cp-control)',
  '--mantine-primary-color-filled': 'var(--cp-ink)',
  '--mantine-primary-color-filled-hover': 'var(--cp-ink-hover)',
  '--mantine-color-error': 'var(--cp-bad)',
  '--mantine-color-disabled': 'var(--cp-panel-2)',
  '--mantine-color-disabled-color': 'var(--cp-text-3)',
  '--mantine-color-disabled-border': 'var(--cp-line)',
};

export const variables: CSSVariablesResolver = () => ({ variables: {}, light: ours, dark: ours });
