"use strict";
(function () {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const box = document.getElementById("picture");
  const network = new vis.Network(
    box,
    { nodes: new vis.DataSet(read("nodes")), edges: new vis.DataSet(read("edges")) },
    {
      autoResize: true,
      layout: { improvedLayout: false },
      physics: false,
      interaction: { hover: true, tooltipDelay: 120, keyboard: { enabled: true, bindToWindow: false }, navigationButtons: false },
      edges: { smooth: { enabled: true, type: "cubicBezier", forceDirection: "horizontal", roundness: 0.45 } },
    },
  );
  const fit = () => network.fit({ animation: false });
  // At first the letters are large enough to read; what does not fit is reached by dragging.
  const opening = () => {
    fit();
    const least = 12 / 14;
    if (network.getScale() >= least) return;
    const corners = read("nodes").map((node) => [node.x, node.y]);
    const left = Math.min(...corners.map(([x]) => x)) - 110;
    const top = Math.min(...corners.map(([, y]) => y)) - 60;
    network.moveTo({
      scale: least,
      position: { x: left + box.clientWidth / 2 / least, y: top + box.clientHeight / 2 / least },
      animation: false,
    });
  };
  opening();
  for (const button of document.querySelectorAll("[data-zoom]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      if (button.dataset.zoom === "fit") return fit();
      network.moveTo({ scale: network.getScale() * (button.dataset.zoom === "in" ? 1.3 : 1 / 1.3), animation: false });
    });
  }
  document.documentElement.dataset.drawn = "true";
})();
