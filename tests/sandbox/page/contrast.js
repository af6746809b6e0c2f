// The contrast, by WCAG 2, of every text on the page that can be seen.
(least) => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 });
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  const rgba = (color) => {
    pen.clearRect(0, 0, 1, 1); pen.fillStyle = color; pen.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = (top, under) => [0, 1, 2].map((i) => top[i] * top[3] + under[i] * (1 - top[3]));
  const linear = (c) => (c / 255 <= 0.03928 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4);
  const light = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  const chain = (el) => (el ? [el, ...chain(el.parentElement)] : []);
  const ground = (el) => chain(el).reverse().reduce((under, e) => over(rgba(getComputedStyle(e).backgroundColor), under), [255, 255, 255]);
  const faded = (el) => chain(el).reduce((all, e) => all * Number(getComputedStyle(e).opacity), 1);
  const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };
  const poor = [];
  let count = 0;
  const judge = (el, color, words) => {
    const ink = rgba(color);
    const under = ground(el);
    const found = ratio(over([...ink.slice(0, 3), ink[3] * faded(el)], under), under);
    count += 1;
    if (found < least) poor.push(`${words.slice(0, 40)} (${el.className.baseVal ?? el.className}): ${found.toFixed(2)}`);
  };
  const isShown = (el) => el.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && el.getClientRects().length > 0 && !el.closest(":disabled, .skip");
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const words = walker.currentNode.textContent.trim();
    const el = walker.currentNode.parentElement;
    if (!words || !isShown(el) || el.closest("script, title, option") || faded(el) === 0) continue;
    if (el.closest("summary, details") && !el.checkVisibility()) continue;
    const style = getComputedStyle(el);
    judge(el, el.namespaceURI.endsWith("svg") ? style.fill : style.color, words);
  }
  document.querySelectorAll("[placeholder]").forEach((el) => {
    if (isShown(el)) judge(el, getComputedStyle(el, "::placeholder").color, el.placeholder);
  });
  return { poor, count };
}
