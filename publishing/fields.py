"""The field of a formatted text: what is pasted is Markdown before anybody compares or stores it."""

from typing import Any

from i18n.fields import ProseField, ProseInput
from publishing.pasted import shaped


class RichTextInput(ProseInput):
    """Asks for a formatted text."""

    def to_python(self, value: Any) -> str | None:
        return super().to_python(shaped(str(value or "")))


class RichTextField(ProseField):
    """A text of publishing.rich_text. What is stored is read as it stands: an older text keeps its words."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(shaped(value) if isinstance(value, str) else value)

    def pre_save(self, model_instance: Any, add: bool) -> Any:
        attributes = model_instance.__dict__
        if isinstance(attributes.get(self.attname), str):
            attributes[self.attname] = shaped(attributes[self.attname])
        return super().pre_save(model_instance, add)

    def formfield(self, **options: Any) -> Any:
        return super().formfield(**{"form_class": RichTextInput, **options})
