/// <reference types="vitest/config" />
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [react()],
  build: {
    // Beside the other products of the module's build, so that `mvn clean` forgets it too.
    outDir: process.env.PORTAL_DIST ?? '../../../target/webui',
    emptyOutDir: true,
    // The policy allows no inline image in a style sheet that is not ours: keep assets as files.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
  server: {
    host: '127.0.0.1',
    proxy: Object.fromEntries(
      ['/api', '/login', '/logout'].map((path) => [path, process.env.PORTAL_API ?? 'http://127.0.0.1:8080']),
    ),
  },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.{ts,tsx}'],
    setupFiles: ['src/test-setup.ts'],
    // One process: starting a second costs more than these tests take.
    pool: 'threads',
    maxWorkers: 1,
    isolate: false,
  },
});
