"""Chinese and English for the interface, switched while it runs.

Source strings are Chinese; `poetgui_en.qm` holds the English (see resources/translations). Qt's own
texts (context menus, standard buttons) come from the catalogues that PySide6 ships.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator

from poetgui.resource_files import checked_path


class Translation(QObject):
    """Installs and removes translators; Qt then sends LanguageChange to every widget."""

    def __init__(self, application: QCoreApplication) -> None:
        super().__init__(application)
        self._application = application
        self._installed: list[QTranslator] = []
        self.language = ""
        """"zh" or "en"; empty until `use` was called."""

    def use(self, language: str) -> None:
        """`language`: "zh" or "en"."""
        for translator in self._installed:
            self._application.removeTranslator(translator)
        self._installed.clear()
        self.language = language
        QLocale.setDefault(QLocale("en_GB" if language == "en" else "zh_CN"))
        if language == "en":
            self._install("poetgui_en", str(checked_path("translations", "poetgui_en.qm").parent))
        else:
            # Missing in a stripped build it costs the context menu's Chinese, nothing else.
            catalogue = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            self._install("qtbase_zh_CN", catalogue)

    def _install(self, name: str, folder: str) -> None:
        translator = QTranslator(self)
        if translator.load(name, folder):
            self._application.installTranslator(translator)
            self._installed.append(translator)


def system_language() -> str:
    """The language of a first start: English on a system that speaks English, else Chinese."""
    spoken = QLocale.system().uiLanguages()
    return "en" if spoken and spoken[0].startswith("en") else "zh"


def speaks_english() -> bool:
    """Whether the interface is English now: for texts that exist only in Chinese otherwise."""
    return QLocale().language() == QLocale.Language.English
