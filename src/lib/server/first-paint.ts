import type { ResolveOptions } from '@sveltejs/kit';

/** How Kit starts a page. Written otherwise one day, pages start as Kit means them to: test/browser/every-page.spec.ts tells. */
const start =
  /(?<=document\.currentScript\.parentElement;\s+)Promise\.all\((\[\s*import\("[^"]+"\),\s*import\("[^"]+"\)\s*\])\)/;
const painted = 'new Promise((go) => requestAnimationFrame(() => setTimeout(go)))';

/**
 * Has a page painted before its scripts are asked for: to fetch, read and run them takes the processor from layout and
 * paint, which need none of them. Then all are asked for together, not one after another as they name each other.
 */
export function paintedFirst(): Required<Pick<ResolveOptions, 'preload' | 'transformPageChunk'>> {
  const scripts: string[] = [];
  return {
    preload({ type, path }) {
      if (type === 'js') scripts.push(path);
      return type === 'css';
    },
    transformPageChunk({ html }) {
      return html.replace(start, (_, modules: string) => {
        const asked = `for (const href of ${JSON.stringify(scripts)}) document.head.append(Object.assign(document.createElement('link'), { rel: 'modulepreload', href }));`;
        return `${painted}.then(() => { ${asked} return Promise.all(${modules}); })`;
      });
    },
  };
}
