/* What static/admin-theme/rich-text.js makes the editor of: scripts/vendor.py joins it into one file. */
export { Editor } from "@tiptap/core";
export { Blockquote } from "@tiptap/extension-blockquote";
export { Bold } from "@tiptap/extension-bold";
export { Document } from "@tiptap/extension-document";
export { HardBreak } from "@tiptap/extension-hard-break";
export { Heading } from "@tiptap/extension-heading";
export { Italic } from "@tiptap/extension-italic";
export { Link } from "@tiptap/extension-link";
export { BulletList } from "@tiptap/extension-list/bullet-list";
export { ListItem } from "@tiptap/extension-list/item";
export { OrderedList } from "@tiptap/extension-list/ordered-list";
export { Paragraph } from "@tiptap/extension-paragraph";
export { Text } from "@tiptap/extension-text";
export { UndoRedo } from "@tiptap/extensions/undo-redo";
