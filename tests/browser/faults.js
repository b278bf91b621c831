() => {
// What is wrong with the picture of a map, as an eye would see it: overlaps, lines through cards, letters too small.
  const svg = document.getElementById("map-svg");
  const scale = svg.getScreenCTM().a;
  const faults = [];
  const box = (element) => {
    const one = element.getBBox();
    const move = svg.getScreenCTM().inverse().multiply(element.getScreenCTM());
    return {left: one.x + move.e, top: one.y + move.f, right: one.x + move.e + one.width, bottom: one.y + move.f + one.height};
  };
  const meet = (one, other, room) => one.left < other.right - room && other.left < one.right - room
    && one.top < other.bottom - room && other.top < one.bottom - room;
  const cards = [...svg.querySelectorAll(".node")].map((node) => ({
    key: node.dataset.key, name: node.querySelector("title").textContent, ...box(node.querySelector(".paper")),
    texts: [...node.querySelectorAll("text")].map((text) => ({words: text.textContent, ...box(text)})),
  }));
  const captions = [...svg.querySelectorAll(".caption")].map((text) => ({words: text.textContent, ...box(text)}));
  cards.forEach((card, index) => {
    for (const other of cards.slice(index + 1)) if (meet(card, other, 0)) faults.push(`${card.name} over ${other.name}`);
    for (const one of captions) if (meet(card, one, 1)) faults.push(`${one.words} over ${card.name}`);
    for (const text of card.texts) {
      if (text.left < card.left || text.right > card.right || text.top < card.top || text.bottom > card.bottom)
        faults.push(`${text.words} leaves its card`);
      for (const other of card.texts) if (other !== text && meet(text, other, 3)) faults.push(`${text.words} over ${other.words}`);
    }
  });
  captions.forEach((one, index) => {
    for (const other of captions.slice(index + 1)) if (meet(one, other, 2)) faults.push(`${one.words} over ${other.words}`);
  });
  for (const edge of svg.querySelectorAll(".edge")) {
    const length = edge.getTotalLength();
    for (let far = 0; far <= length; far += 3) {
      const at = edge.getPointAtLength(far);
      const hit = cards.find((card) => at.x > card.left + 1 && at.x < card.right - 1 && at.y > card.top + 1 && at.y < card.bottom - 1);
      if (hit) { faults.push(`${edge.textContent} through ${hit.name}`); break; }
    }
  }
  for (const text of svg.querySelectorAll("text")) {
    const size = parseFloat(getComputedStyle(text).fontSize) * scale;
    if (size < 11.99) faults.push(`${text.textContent} is ${size} pixels`);
  }
  return faults;
}
