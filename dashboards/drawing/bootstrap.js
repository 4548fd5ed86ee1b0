// The component with the data. The loader component brings the library and the script, once.
export default function (component) {
  let stop = null;
  let stopped = false;
  const start = () => {
    if (!stopped) stop = globalThis.looplinePicture.mount(component);
  };
  if (globalThis.looplinePicture) start();
  else addEventListener("loopline-ready", start, { once: true });
  return () => {
    stopped = true;
    stop?.();
  };
}
