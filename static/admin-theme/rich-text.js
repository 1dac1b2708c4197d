/* The editor of formatted texts, over a textarea that holds Markdown and is what the form sends: without this script
   one writes there. What is pasted the server cleans (staff.rich_text); what is typed is written as
   publishing.rich_text writes it. The words are the widget's. */

const areas = document.querySelectorAll("textarea[data-rich-text]");
const BLOCK_SIGN = /^(?=[#+-]+(?:\s|$)|>)|^(\d{1,9})(?=[.)](?:\s|$))/;
const ENDS_ADDRESS = { "(": "%28", ")": "%29", " ": "%20", "<": "%3C", ">": "%3E", "\\": "%5C" };

const runsOf = (node, heading) =>
  (node.content ?? []).map((part) => {
    const marks = part.marks ?? [];
    const has = (name) => marks.some((mark) => mark.type === name);
    return {
      text: part.type === "hardBreak" ? (heading ? " " : "\n") : part.text,
      marks: [...(has("bold") && !heading ? ["**"] : []), ...(has("italic") ? ["*"] : [])],
      href: marks.find((mark) => mark.type === "link")?.attrs.href ?? "",
    };
  });

/* No mark may begin or end with a space: it would not hold there. */
const trimmed = (run) => {
  const core = run.text.trim();
  if (!core) return [{ text: run.text, marks: [], href: "" }];
  const at = run.text.indexOf(core);
  const bare = (text) => ({ text, marks: [], href: "" });
  return [bare(run.text.slice(0, at)), { ...run, text: core }, bare(run.text.slice(at + core.length))];
};

const escaped = ({ text, href }) => {
  let words = text.replace(/\\(?=[!-/:-@[-`{-~\n]|$)/g, "\\\\").replaceAll("*", "\\*");
  words = words.replace(/<(?=[a-zA-Z/!])/g, "\\<");
  words = href ? words.replace(/[[\]]/g, "\\$&") : words.replaceAll("](", "\\](");
  return words.replace(/ *\n */g, "\\\n");
};

const closing = (sign) =>
  sign[0] === "[" ? `](${sign.slice(1).replace(/[() <>\\]/g, (letter) => ENDS_ADDRESS[letter])})` : sign;

const inline = (node, heading = false) => {
  let text = "";
  let open = [];
  const runs = runsOf(node, heading).flatMap(trimmed).filter((run) => run.text);
  while (runs.length && !runs.at(-1).text.trim()) runs.pop();
  for (const run of [...runs, { text: "", marks: [], href: "" }]) {
    const wanted = run.href ? [`[${run.href}`, ...run.marks] : run.marks;
    let stays = 0;
    while (stays < open.length && open[stays] === wanted[stays]) stays += 1;
    text += open.slice(stays).reverse().map(closing).join("");
    text += wanted.slice(stays).map((sign) => (sign[0] === "[" ? "[" : sign)).join("");
    text += escaped(run);
    open = wanted;
  }
  return text.trim();
};

const indented = (text, marker) => marker + text.replace(/\n(?=.)/g, `\n${" ".repeat(marker.length)}`);

const written = (node) => {
  const parts = () => (node.content ?? []).map((child) => [child, written(child)]).filter(([, text]) => text);
  switch (node.type) {
    case "heading": {
      const words = inline(node, true).replace(/(?<=\s)(#+)$/, "\\$1");
      return words && `${"#".repeat(node.attrs.level)} ${words}`;
    }
    case "paragraph":
      return inline(node).split("\n").map((line) => line.replace(BLOCK_SIGN, "$1\\")).join("\n");
    case "bulletList":
    case "orderedList":
      return parts().map(([, text], place) => indented(text, node.type === "bulletList" ? "- " : `${place + 1}. `)).join("\n");
    case "listItem":
      return parts().map(([child, text], place) => (place ? (child.type === "paragraph" ? "\n\n" : "\n") : "") + text).join("");
    case "blockquote":
      return parts().map(([, text]) => text).join("\n\n").replace(/^/gm, "> ").replace(/^> $/gm, ">");
    default:
      return parts().map(([, text]) => text).join("\n\n");
  }
};

async function rendered(area, texts) {
  const answer = await fetch(area.dataset.url, {
    method: "POST",
    headers: { "X-CSRFToken": area.form.elements.csrfmiddlewaretoken.value },
    body: JSON.stringify({ texts }),
    redirect: "error",
  });
  if (!answer.ok) throw new Error(answer.statusText);
  return (await answer.json()).html;
}

const made = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
};

function askForLink(editor, words) {
  const address = made("input", { id: "link-address", type: "text", inputmode: "url", autocomplete: "off" });
  address.value = editor.getAttributes("link").href ?? "";
  const button = (value, text) => made("button", { value }, text);
  const dialog = made("dialog", { class: "link-dialog", "aria-label": words.link },
    made("form", { method: "dialog" },
      made("label", { for: "link-address" }, words.address), address,
      made("p", {}, button("set", words.setLink), " ", button("unset", words.unsetLink), " ", button("", words.cancel))));
  dialog.addEventListener("submit", (event) => {
    event.preventDefault();
    dialog.close();
    const [href, asked] = [full(address.value.trim()), event.submitter?.value];
    editor.view.focus();
    const chain = editor.chain().extendMarkRange("link");
    if (asked === "unset" || (asked === "set" && !href)) chain.unsetLink().run();
    else if (asked === "set" && editor.state.selection.empty && !editor.isActive("link")) {
      editor.commands.insertContent({ type: "text", text: href, marks: [{ type: "link", attrs: { href } }] });
    } else if (asked === "set") chain.setLink({ href }).run();
  });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

const full = (address) => {
  if (/^[^\s@/:]+@[^\s@/]+$/.test(address)) return `mailto:${address}`;
  return /^[^\s:/#]+\.[^\s:]+/.test(address) ? `https://${address}` : address;
};

function toolbar(editor, words) {
  const tools = [
    ["heading", () => editor.isActive("heading", { level: 2 }), (chain) => chain.toggleHeading({ level: 2 })],
    ["subheading", () => editor.isActive("heading", { level: 3 }), (chain) => chain.toggleHeading({ level: 3 })],
    ["bold", () => editor.isActive("bold"), (chain) => chain.toggleBold()],
    ["italic", () => editor.isActive("italic"), (chain) => chain.toggleItalic()],
    ["bulletList", () => editor.isActive("bulletList"), (chain) => chain.toggleBulletList()],
    ["orderedList", () => editor.isActive("orderedList"), (chain) => chain.toggleOrderedList()],
    ["quote", () => editor.isActive("blockquote"), (chain) => chain.toggleBlockquote()],
    ["link", () => editor.isActive("link"), null],
  ];
  const bar = made("div", { role: "toolbar", class: "rich-text-tools", "aria-label": words.tools });
  const buttons = tools.map(([name, , act]) => {
    const button = made("button", { type: "button", tabindex: "-1" }, words[name]);
    button.addEventListener("click", () => {
      if (!act) return askForLink(editor, words);
      /* At once, not with the next picture: the next key is for the text. */
      editor.view.focus();
      act(editor.chain()).run();
    });
    return button;
  });
  buttons[0].tabIndex = 0;
  bar.append(...buttons);
  bar.addEventListener("mousedown", (event) => event.preventDefault());
  bar.addEventListener("keydown", (event) => {
    const from = buttons.indexOf(document.activeElement);
    const to = { ArrowRight: from + 1, ArrowLeft: from - 1, Home: 0, End: -1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    buttons[from].tabIndex = -1;
    const next = buttons.at(to % buttons.length);
    next.tabIndex = 0;
    next.focus();
  });
  const show = () => {
    tools.forEach(([, isOn], place) => {
      buttons[place].setAttribute("aria-pressed", isOn());
      buttons[place].disabled = !editor.isEditable;
    });
  };
  return [bar, show];
}

function attributesOf(area, label) {
  const attributes = { role: "textbox", "aria-multiline": "true", class: "rich-text-words" };
  if (area.lang) attributes.lang = area.lang;
  if (label) {
    label.id ||= `${area.id}-label`;
    attributes["aria-labelledby"] = label.id;
  }
  for (const name of ["aria-describedby", "aria-invalid"]) {
    if (area.hasAttribute(name)) attributes[name] = area.getAttribute(name);
  }
  return attributes;
}

function paste(area, view, event) {
  const html = event.clipboardData?.getData("text/html") ?? "";
  const text = event.clipboardData?.getData("text/plain") ?? "";
  /* What was copied here is of our form; in plain text Word puts a tab behind the signs of its lists. */
  if (html.includes("data-pm-slice") || !(html || text.includes("\t"))) return false;
  event.preventDefault();
  rendered(area, [html || text]).then(([clean]) => view.pasteHTML(clean), () => view.pasteText(text));
  return true;
}

function edit(area, [text, html], kit) {
  /* What the editor shows, as it is sent. */
  let shown = text;
  const words = JSON.parse(area.dataset.richText);
  const label = document.querySelector(`label[for="${area.id}"]`);
  const holder = made("div", { class: "rich-text" });
  const inner = "(paragraph | bulletList | orderedList)";
  const editor = new kit.Editor({
    element: holder,
    content: html,
    injectCSS: false,
    extensions: [
      kit.Document, kit.Paragraph, kit.Text, kit.HardBreak, kit.Bold, kit.Italic, kit.BulletList, kit.OrderedList, kit.UndoRedo,
      kit.Heading.configure({ levels: [2, 3] }),
      kit.Blockquote.extend({ content: `${inner}+` }),
      /* Tab leaves the editor, as it does every field. */
      kit.ListItem.extend({
        content: `paragraph ${inner}*`,
        addKeyboardShortcuts() {
          return {
            Enter: () => this.editor.commands.splitListItem(this.name),
            "Mod-]": () => this.editor.commands.sinkListItem(this.name),
            "Mod-[": () => this.editor.commands.liftListItem(this.name),
          };
        },
      }),
      kit.Link.configure({ openOnClick: false, autolink: false, linkOnPaste: true }),
    ],
    /* Before the editor looks at it: what was pasted is not even parsed here until it is clean. */
    editorProps: { attributes: attributesOf(area, label), handleDOMEvents: { paste: (view, event) => paste(area, view, event) } },
    onUpdate: () => {
      shown = area.value = written(editor.getJSON());
      area.dispatchEvent(new Event("input", { bubbles: true }));
    },
    onTransaction: () => show?.(),
  });
  const [bar, show] = toolbar(editor, words);
  const follow = () => {
    editor.setEditable(!area.readOnly && !area.disabled, false);
    show();
  };
  const put = async () => {
    shown = area.value;
    const [formatted] = await rendered(area, [shown]);
    editor.commands.setContent(formatted, { emitUpdate: false });
  };
  area.addEventListener("put", () => put().then(() => editor.commands.focus(null, { scrollIntoView: false })));
  /* A browser that goes back puts what was typed into the textarea late, and tells nobody. */
  const catchUp = () => area.value !== shown && void put().catch(() => {});
  addEventListener("pageshow", catchUp);
  catchUp();
  new MutationObserver(follow).observe(area, { attributeFilter: ["readonly", "disabled"] });
  follow();
  holder.prepend(bar);
  area.before(holder);
  area.hidden = true;
  label?.addEventListener("click", () => editor.commands.focus());
}

async function start() {
  const texts = [...areas].map((area) => area.value);
  const [kit, html] = await Promise.all([import(areas[0].dataset.editor), rendered(areas[0], texts)]);
  areas.forEach((area, place) => edit(area, [texts[place], html[place]], kit));
}

/* By then what was typed and not saved is in the form again (keep.js). */
if (areas.length) document.addEventListener("DOMContentLoaded", () => void start().catch(() => {}));
