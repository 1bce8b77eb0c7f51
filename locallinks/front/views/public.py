"""The public pages about the service."""

from locallinks.foundation.ui.pages import Page


class PublicText(Page):
    """A page that is only text: about, privacy, accessibility, help."""

    public = True
