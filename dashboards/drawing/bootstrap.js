// The component that carries the data. The library and the script come with the loader component, once.
export default function (component) {
  let stop = null;
  let gone = false;
  const start = () => {
    if (!gone) stop = globalThis.looplinePicture.mount(component);
  };
  if (globalThis.looplinePicture) start();
  else addEventListener("loopline-ready", start, { once: true });
  return () => {
    gone = true;
    stop?.();
  };
}
