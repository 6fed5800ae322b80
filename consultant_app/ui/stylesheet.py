"""The style sheet as a template of tokens. Widgets carry a role or a kind; nothing else sets a look."""

from collections.abc import Mapping
from string import Template

_SHEET = Template("""
* { font-family: $sans; font-size: ${body}px; color: $ink; outline: none; }
QWidget#window, QWidget#page { background: $paper; }
QWidget#bar { background: $paper; border-bottom: 1px solid $line; }
QWidget#foot { background: $paper; border-top: 1px solid $line; }
QWidget#card { background: $surface; border: 1px solid $line; border-radius: ${radius}px; }
QWidget#panel { background: $paper; border: 1px solid $line; }
QWidget#note { background: $accent_soft; border-radius: ${radius}px; }
QFrame#rule { background: $line; border: none; max-height: 1px; min-height: 1px; }

QLabel { background: transparent; }
QLabel[role="display"] { font-family: $serif; font-size: ${display}px; font-weight: 500; }
QLabel[role="title"] { font-family: $serif; font-size: ${title}px; font-weight: 500; }
QLabel[role="heading"] { font-family: $serif; font-size: ${heading}px; font-weight: 600; }
QLabel[role="figure"] { font-family: $serif; font-size: ${figure}px; font-weight: 500; }
QLabel[role="tagline"] { font-family: $serif; font-size: ${heading}px; font-weight: 500; font-style: italic;
    color: $accent; }
QLabel[role="number"] { font-size: ${body}px; font-weight: 600; }
QLabel[role="soft"] { color: $soft; }
QLabel[role="small"] { color: $soft; font-size: ${small}px; }
QLabel[role="eyebrow"] { color: $soft; font-size: ${label}px; font-weight: 500; }
QLabel[tone="accent"] { color: $accent; }
QLabel[tone="ink"] { color: $ink; }
QLabel[tone="on_ink"] { color: $on_ink; }
QLabel[chip="plain"] { background: $surface; color: $ink; border: 1px solid $line; border-radius: 13px; }
QLabel[chip="accent"] { background: $accent_soft; color: $ink; border: 1px solid $accent_soft;
    border-radius: 13px; }

QPushButton { background: transparent; border: none; padding: 0 18px; border-radius: ${corner}px; }
QPushButton[kind="primary"] { background: $ink; color: $on_ink; padding: 0 24px; font-weight: 500; }
QPushButton[kind="primary"]:hover { background: $hover; }
QPushButton[kind="primary"]:pressed { background: $accent; color: $on_accent; }
QPushButton[kind="primary"]:focus { border: 2px solid $accent; }
QPushButton[kind="primary"]:disabled { background: $line; color: $soft; }
QPushButton[kind="outline"]:disabled { color: $soft; border-color: $line; }
QPushButton[kind="outline"] { border: 1px solid $edge; font-weight: 500; }
QPushButton[kind="outline"]:hover { background: $wash; border-color: $accent; }
QPushButton[kind="outline"]:pressed { background: $accent_soft; }
QPushButton[kind="outline"]:focus { border: 2px solid $accent; }
QPushButton[kind="plain"] { color: $accent; font-weight: 500; padding: 0 10px; }
QPushButton[kind="plain"]:hover { background: $wash; }
QPushButton[kind="plain"]:focus { border: 2px solid $accent; }
QPushButton[kind="icon"] { padding: 0; border-radius: 22px; }
QPushButton[kind="icon"]:hover { background: $accent_soft; }
QPushButton[kind="icon"]:focus { border: 2px solid $accent; }
QPushButton[kind="toast"] { background: $ink; color: $on_ink; font-weight: 500; padding: 0 12px; }
QPushButton[kind="toast"]:hover { background: $hover; }
QPushButton[kind="toast"]:focus { border: 2px solid $on_ink; }
QPushButton[kind="tab"] { color: $soft; border-radius: 0; padding: 2px 12px 0 12px;
    border-bottom: 2px solid transparent; }
QPushButton[kind="tab"]:hover { color: $ink; }
QPushButton[kind="tab"]:checked { color: $ink; font-weight: 500; border-bottom: 2px solid $accent; }
QPushButton[kind="tab"]:focus { color: $accent; border: 2px solid $accent; border-radius: ${corner}px; }
QPushButton[kind="segment"] { border: 1px solid $edge; border-radius: 0; color: $soft; padding: 0 18px; }
QPushButton[kind="segment"]:hover { color: $ink; }
QPushButton[kind="segment"]:checked { background: $ink; border-color: $ink; color: $on_ink; font-weight: 500; }
QPushButton[kind="segment"]:focus { border: 2px solid $accent; }
QPushButton[kind="segment"][end="left"] {
    border-top-left-radius: ${corner}px; border-bottom-left-radius: ${corner}px; }
QPushButton[kind="segment"][end="right"] {
    border-left: none; border-top-right-radius: ${corner}px; border-bottom-right-radius: ${corner}px; }

QLineEdit { background: transparent; border: none;
    selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit[kind="line"] { border-bottom: 1px solid $edge; padding: 0 2px; }
QLineEdit[kind="line"]:focus { border-bottom: 2px solid $accent; }
QLineEdit[pin="true"] { font-size: ${title}px; }
QLineEdit[kind="search"] { font-size: ${heading}px; padding: 0 4px; }
QPlainTextEdit { background: $surface; border: 1px solid $edge; border-radius: ${corner}px; padding: 8px; }
QPlainTextEdit:focus { border: 2px solid $accent; padding: 7px; }

QSlider::groove:horizontal { background: $edge; height: 2px; border-radius: 1px; }
QSlider::handle:horizontal { background: $surface; border: 2px solid $accent; border-radius: 9px;
    width: 14px; margin: -8px 0; }
QSlider::handle:horizontal:hover, QSlider::handle:horizontal:focus { background: $accent; }
QSlider::handle:horizontal:disabled { border-color: $edge; }

QTableView { background: $surface; border: 1px solid $line; border-radius: ${corner}px; gridline-color: $line;
    selection-background-color: $accent_soft; selection-color: $ink; }
QTableView:focus { border: 2px solid $accent; }
QTableView::item { border-bottom: 1px solid $line; padding: 0 10px; }
QTableView::item:selected { background: $accent_soft; color: $ink; }
QTableView QLineEdit { background: $surface; border: 2px solid $accent; padding: 0 8px; }
QHeaderView { background: $surface; border: none; }
QHeaderView::section { background: $surface; color: $soft; border: none; border-bottom: 1px solid $edge;
    padding: 10px; font-size: ${small}px; }
QTableView QScrollBar:horizontal { background: transparent; height: 10px; margin: 2px; }
QTableView QScrollBar::handle:horizontal { background: $edge; border-radius: 3px; min-width: 44px; }
QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget#sheet { background: transparent; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 2px; }
QScrollBar::handle:vertical { background: $edge; border-radius: 3px; min-height: 44px; }
QScrollBar::handle:vertical:hover { background: $accent; }
QScrollBar::add-line, QScrollBar::sub-line { height: 0; width: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QScrollBar:horizontal { height: 0; }
QToolTip { background: $surface; color: $ink; border: 1px solid $line; padding: 6px 8px; font-size: ${small}px; }
""")


def style_sheet(values: Mapping[str, str | int]) -> str:
    """The style sheet with the tokens filled in.

    Raises:
        KeyError: a token that the sheet uses is missing.
    """
    return _SHEET.substitute(values)
