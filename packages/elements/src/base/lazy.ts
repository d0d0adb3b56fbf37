import type { ReactiveControllerHost } from 'lit';

/**
 * Code that is fetched when something first needs it. The returned function gives the module, or fetches it and has
 * its caller render again; a failure is forgotten, so that the next occasion tries anew.
 */
export function lazy<Module>(load: () => Promise<Module>): (host: ReactiveControllerHost) => Module | undefined {
  let module: Module | undefined;
  let loading: Promise<unknown> | undefined;
  return (host) => {
    if (module) return module;
    loading ??= load()
      .then((loaded) => (module = loaded))
      .catch(() => (loading = undefined));
    void loading.then(() => module && host.requestUpdate());
    return undefined;
  };
}
