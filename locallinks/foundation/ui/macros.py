"""What the macros of templates/ui/macros.html need to render the fields and errors of a form."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from locallinks.foundation.ui import widgets
from locallinks.foundation.ui.forms import ErrorMessages

MACRO_OF_WIDGET = {  # for fields of Django itself, by widget
    forms.Textarea: "textarea",
    forms.CheckboxSelectMultiple: "checkboxes",
    forms.RadioSelect: "radios",
    forms.Select: "select",
    forms.CheckboxInput: "tick",
    forms.PasswordInput: "password",
    forms.FileInput: "file",
    forms.HiddenInput: "hidden",
}


def macro_of(bound: BoundField) -> str:
    """Return the name of the macro that renders a field."""
    if bound.is_hidden:
        return "hidden"
    if isinstance(bound.field, ErrorMessages):
        return bound.field.macro
    macros = (macro for widget, macro in MACRO_OF_WIDGET.items() if isinstance(bound.field.widget, widget))
    return next(macros, "input")


def choice_items(bound: BoundField) -> list[dict[str, Any]]:
    """Return the choices of a field in the format of the GOV.UK macros, with the chosen ones marked."""
    value = bound.value()
    chosen = {str(part) for part in value} if isinstance(value, list | tuple | set) else {str(value)}
    hints = getattr(bound.field, "hints", {})
    items = []
    for key, label in bound.field.choices:  # type: ignore[attr-defined]
        hint = hints.get(key)
        is_chosen = str(key) in chosen and value is not None
        items.append({"value": str(key), "text": str(label), "checked": is_chosen, "selected": is_chosen})
        if hint:
            items[-1]["hint"] = {"text": hint}
    return items


def error_href(bound: BoundField) -> str:
    """Return where a link in the error summary leads: to the first control of the field, or the date box at fault."""
    if macro_of(bound) == "date":
        codes = [error.code for error in bound.errors.as_data()]
        part = next((code for code in codes if code in widgets.DATE_PARTS), "day")
        return f"#{bound.auto_id}-{part}"
    return f"#{bound.auto_id}"


def linked_errors(form: forms.BaseForm) -> list[dict[str, str]]:
    """Return every error of a form, in the order of its fields, each with a link to its field."""
    errors = [{"text": str(message)} for message in form.non_field_errors()]
    for bound in form:
        link = {} if bound.is_hidden else {"href": error_href(bound)}
        errors += [{"text": str(message), **link} for message in bound.errors]
    return errors


def macro_arguments(bound: BoundField) -> dict[str, Any]:
    """Return what the macro of a field needs: label, value, choices, error and attributes."""
    field, kind = bound.field, macro_of(bound)
    is_date = kind == "date"
    bad_parts = {error.code for error in bound.errors.as_data()} & set(widgets.DATE_PARTS) if is_date else set()
    return {
        "kind": kind,
        "name": bound.html_name,
        "id": bound.auto_id,
        "label": str(bound.label),
        "page_heading": getattr(field, "page_heading", False),
        "hint": str(getattr(field, "hint", "") or field.help_text or ""),
        "help": getattr(field, "help", ""),
        "error": " ".join(str(message) for message in bound.errors),
        "value": bound.value(),
        "boxes": widgets.date_parts(bound.value()) if is_date else [],
        "bad_parts": bad_parts,
        "items": choice_items(bound) if hasattr(field, "choices") else [],
        "width": getattr(field, "width", ""),
        "prefix": getattr(field, "prefix", ""),
        "suffix": getattr(field, "suffix", ""),
        "type": getattr(field, "input_type", getattr(field.widget, "input_type", "text")),
        "inputmode": getattr(field, "inputmode", ""),
        "autocomplete": getattr(field, "autocomplete", ""),
        "type_ahead": getattr(field, "type_ahead", False),
        "empty": getattr(field, "empty", ""),
        "rows": getattr(field, "rows", 5),
        "longest": getattr(field, "longest", None),
        "inline": getattr(field, "inline", False),
        "required": field.required,
        "disabled": field.disabled,
    }
