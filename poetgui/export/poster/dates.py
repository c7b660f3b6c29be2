"""The date of an inscription: 二〇二六年十一月, or 丙午年冬月 by the Chinese calendar."""

from __future__ import annotations

from datetime import date, datetime

_DIGITS = "〇一二三四五六七八九"
_MONTHS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")


def inscribed(day: date, calendar: str) -> str:
    """`calendar`: "solar", "lunar" or "none"."""
    if calendar == "solar":
        year = "".join(_DIGITS[int(digit)] for digit in str(day.year))
        return f"{year}年{_MONTHS[day.month - 1]}月"
    if calendar == "lunar":
        # Imported only here: it brings festivals and almanacs with it.
        from lunar_python import Lunar

        lunar = Lunar.fromDate(datetime(day.year, day.month, day.day))
        return f"{lunar.getYearInGanZhi()}年{lunar.getMonthInChinese()}月"
    return ""
