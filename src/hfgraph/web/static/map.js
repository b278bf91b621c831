// The relationship map under the hand: everything it does can also be done by following the links of the page.
import { connect } from "./map/swap.js";
import { keyboard } from "./map/keyboard.js";
import { stage } from "./map/stage.js";
import { suggest } from "./map/suggest.js";
import { tabs } from "./map/tabs.js";
import { exports } from "./map/export.js";
import { lights } from "./map/lights.js";

const view = stage(document.getElementById("map-stage"), document.getElementById("map-zoom"));
const light = lights();
const keys = keyboard(view, light);
const swap = connect({ view, keys, light, refreshed });
tabs(swap);
exports();
suggest(swap);
refreshed({ first: true });

function refreshed(how) {
  if (!how.only) view.refresh(how);
  else view.settle(how.place);
  light.refresh();
  keys.refresh(how);
}
