// Keys on the picture itself.
function startKeys(box) {
  box.addEventListener("keydown", (event) => {
    const network = drawing.network;
    const [scale, at] = [network.getScale(), network.getViewPosition()];
    const step = 60 / scale;
    const steps = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
    if (steps[event.key]) move({ x: at.x + steps[event.key][0], y: at.y + steps[event.key][1] }, scale, false);
    else if (event.key === "+" || event.key === "=") move(at, scale * 1.25, false);
    else if (event.key === "-") move(at, scale / 1.25, false);
    else if (event.key === "0") fit(true);
    else return;
    event.preventDefault();
  });
}
