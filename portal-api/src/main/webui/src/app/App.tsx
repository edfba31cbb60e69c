import { Button, MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { Component, lazy, type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BrowserRouter, Link, Navigate, Route, Routes } from 'react-router';
import { createQueryClient } from '../api/queries';
import { LiveProvider } from '../live/live';
import { SessionGate } from '../session/SessionGate';
import { Failure, NotFound } from '../states/states';
import { TwinsPage } from '../twins/TwinsPage';
import { Shell } from './Shell';
import { theme, variables } from './theme';

// What the first screen does not need comes when it is asked for: the charts above all.
const TwinPage = lazy(async () => ({ default: (await import('../twins/TwinPage')).TwinPage }));
const DraftPage = lazy(async () => ({ default: (await import('../drafts/DraftPage')).DraftPage }));
const DevicesPage = lazy(async () => ({ default: (await import('../devices/DevicesPage')).DevicesPage }));
const DevicePage = lazy(async () => ({ default: (await import('../devices/DevicePage')).DevicePage }));

/** The nonce under which this response's policy lets a style element stand. */
function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
}

export function App() {
  const [queries] = useState(createQueryClient);
  return (
    <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto" getStyleNonce={styleNonce}>
      <Recover>
        <QueryClientProvider client={queries}>
          <BrowserRouter>
            <SessionGate>
              <LiveProvider>
                <Pages />
              </LiveProvider>
            </SessionGate>
          </BrowserRouter>
        </QueryClientProvider>
      </Recover>
    </MantineProvider>
  );
}

export function Pages() {
  return (
    <Routes>
      <Route element={<Shell />}>
        <Route index element={<Navigate to="/twins" replace />} />
        <Route path="twins" element={<TwinsPage />} />
        <Route path="twins/:twin" element={<Later page={<TwinPage />} />} />
        <Route path="twins/:twin/type-draft" element={<Later page={<DraftPage />} />} />
        <Route path="devices" element={<Later page={<DevicesPage />} />} />
        <Route path="devices/:device" element={<Later page={<DevicePage />} />} />
        <Route path="*" element={<NoSuchPage />} />
      </Route>
    </Routes>
  );
}

/** A page whose code is fetched now; a failure of that (a new version was put out, the network is gone) is told like any other. */
function Later({ page }: { page: ReactNode }) {
  return (
    <Recover>
      <Suspense fallback={null}>{page}</Suspense>
    </Recover>
  );
}

function NoSuchPage() {
  const { t } = useTranslation();
  return (
    <NotFound
      title={t('page.notFound')}
      action={
        <Button component={Link} to="/twins" variant="default">
          {t('twin.toList')}
        </Button>
      }
    />
  );
}

/** Catches what a page throws, so that a fault is a message with a way on, not a white screen. */
class Recover extends Component<{ children: ReactNode }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override render() {
    return this.state.error === null ? this.props.children : <Broken error={this.state.error} />;
  }
}

function Broken({ error }: { error: Error }) {
  const { t } = useTranslation();
  return <Failure page what={t('page.broken')} error={error} onRetry={() => window.location.reload()} />;
}
