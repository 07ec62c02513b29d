// What a person might do to a page, and more: every element clicked, hovered, focused and typed in.

// Runs in the page: does one step on all its elements.
export function act(stage) {
  window.__stage = stage;
  if (stage === "reparse") {
    const root = document.getElementById("unsafe") || document.body;
    if (root) root.innerHTML = root.innerHTML;
    return;
  }
  if (!window.__stays) {
    // Leaving the page would hide what its other elements do: only javascript: addresses are followed.
    window.__stays = true;
    const leaves = (address) => address !== "" && !/^javascript:/i.test(String(address));
    addEventListener("click", (event) => {
      const link = event.target.closest && event.target.closest("a, area");
      if (link && leaves(link.href && link.href.baseVal === undefined ? link.href : "")) event.preventDefault();
    });
    addEventListener("submit", (event) => {
      const by = event.submitter;
      const to = by && by.hasAttribute("formaction") ? by.formAction : event.target.getAttribute("action");
      if (!/^\s*javascript:/i.test(String(to))) event.preventDefault();
    });
  }
  const mouse = (element, type, bubbles = true) =>
    element.dispatchEvent(new MouseEvent(type, { bubbles, cancelable: true, view: window }));
  const pointer = (element, type, bubbles = true) =>
    element.dispatchEvent(new PointerEvent(type, { bubbles, cancelable: true, view: window }));
  for (const element of document.querySelectorAll("body, body *")) {
    try {
      if (stage === "click") {
        pointer(element, "pointerdown"); mouse(element, "mousedown");
        pointer(element, "pointerup"); mouse(element, "mouseup");
        mouse(element, "click"); mouse(element, "auxclick"); mouse(element, "dblclick");
        mouse(element, "contextmenu");
      } else if (stage === "hover") {
        pointer(element, "pointerover"); pointer(element, "pointerenter", false);
        pointer(element, "pointermove");
        mouse(element, "mouseover"); mouse(element, "mouseenter", false); mouse(element, "mousemove");
        element.dispatchEvent(new WheelEvent("wheel", { bubbles: true }));
        pointer(element, "pointerout"); pointer(element, "pointerleave", false);
        mouse(element, "mouseout"); mouse(element, "mouseleave", false);
        for (const type of ["transitionrun", "transitionend"]) {
          element.dispatchEvent(new TransitionEvent(type, { bubbles: true }));
        }
      } else if (stage === "focus" && element.focus) {
        element.focus();
        element.dispatchEvent(new KeyboardEvent("keydown", { key: "a", bubbles: true }));
        element.dispatchEvent(new KeyboardEvent("keypress", { key: "a", bubbles: true }));
        if ("value" in element && "select" in element) {
          element.select();
          element.dispatchEvent(new InputEvent("input", { bubbles: true }));
          element.dispatchEvent(new Event("change", { bubbles: true }));
        }
        element.dispatchEvent(new KeyboardEvent("keyup", { key: "a", bubbles: true }));
        element.blur();
      }
    } catch { /* one element must not stop the others */ }
  }
}
