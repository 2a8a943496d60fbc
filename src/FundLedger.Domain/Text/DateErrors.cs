namespace FundLedger.Domain.Text;

/// <summary>A date in a form field that was not understood as exactly one day.</summary>
/// <param name="Typed">What was typed, shortened when long.</param>
/// <param name="Hint">What to type instead.</param>
public abstract record DateUnreadable(string Typed, Wording Hint) : Invalid($"'{Typed}' is not a date here. {Hint.En}");

public sealed record DateMissing() : DateUnreadable("", new(
    "Hãy nhập ngày, ví dụ 31/12/2021.", "Type the date, e.g. 31/12/2021."));

/// <summary>The year has not four digits, or is not between 1900 and 2100.</summary>
public sealed record DateYearUnclear(string Typed) : DateUnreadable(Typed, new(
    "Hãy viết năm đủ bốn chữ số, từ 1900 đến 2100.", "Write the year with four digits, 1900 to 2100."));

/// <summary>The calendar has no such day: 29/02 of a common year, 31/04, month 13.</summary>
public sealed record DateDoesNotExist(string Typed) : DateUnreadable(Typed, new(
    "Không có ngày này trong lịch; hãy viết ngày trước, tháng sau.", "The calendar has no such day; write the day first, then the month."));

public sealed record DateNotADate(string Typed) : DateUnreadable(Typed, new(
    "Hãy viết ngày/tháng/năm, ví dụ 31/12/2021.", "Write day/month/year, e.g. 31/12/2021."));

/// <summary>Only a year stands where a whole date is needed.</summary>
public sealed record DateIsYearOnly(string Typed) : DateUnreadable(Typed, new(
    "Cần đủ ngày, tháng, năm, ví dụ 31/12/2021.", "Day, month and year are needed, e.g. 31/12/2021."));

/// <summary>The number is no day of a spreadsheet between 1900 and 2100.</summary>
public sealed record DateNumberImpossible(string Typed) : DateUnreadable(Typed, new(
    "Số trong ô không ứng với ngày nào; hãy ghi ngày/tháng/năm.", "The number in the cell is no day; write day/month/year."));
