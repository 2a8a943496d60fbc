namespace FundLedger.Domain.Text;

/// <summary>An amount in a form field that was not understood as exactly one number of đồng: it is refused, never guessed.</summary>
/// <param name="Typed">What was typed, shortened when long.</param>
/// <param name="Hint">What to type instead.</param>
public abstract record AmountUnreadable(string Typed, Wording Hint) : Invalid($"'{Typed}' is not an amount here. {Hint.En}");

public sealed record AmountMissing() : AmountUnreadable("", new(
    "Hãy nhập số tiền, ví dụ 1.234.567.", "Type the amount, e.g. 1.234.567."));

public sealed record AmountNotWhole(string Typed) : AmountUnreadable(Typed, new(
    "Số tiền là số nguyên đồng: bỏ phần sau dấu phẩy.", "Amounts are whole đồng: leave out what follows the comma."));

public sealed record AmountNegative(string Typed) : AmountUnreadable(Typed, new(
    "Hãy nhập số dương; muốn sửa khoản đã ghi thì lập bút toán đảo.",
    "Type a positive amount; what is already recorded is corrected by a reversal."));

public sealed record AmountNotPositive(string Typed) : AmountUnreadable(Typed, new(
    "Số tiền phải lớn hơn 0.", "The amount must be more than 0."));

/// <summary>One comma before exactly three digits: thousands for some writers, a fraction for others.</summary>
public sealed record AmountAmbiguous(string Typed) : AmountUnreadable(Typed, new(
    "Dấu phẩy có thể là phần nghìn hoặc phần lẻ: hãy dùng dấu chấm cho hàng nghìn, ví dụ 1.234.",
    "The comma may mean thousands or a fraction: use a dot for thousands, e.g. 1.234."));

public sealed record AmountGroupedWrongly(string Typed) : AmountUnreadable(Typed, new(
    "Hãy chia từng nhóm ba chữ số bằng một loại dấu, ví dụ 1.234.567.",
    "Separate groups of three digits with one kind of sign, e.g. 1.234.567."));

public sealed record AmountNotANumber(string Typed) : AmountUnreadable(Typed, new(
    "Hãy nhập đủ các chữ số, không viết tắt hay công thức, ví dụ 500.000.",
    "Type all the digits, no short forms or formulas, e.g. 500.000."));

public sealed record AmountTooLarge(string Typed) : AmountUnreadable(Typed, new(
    "Số tiền lớn nhất được nhập là 1.000.000.000.000 đồng.", "The largest amount that can be typed is 1.000.000.000.000 đồng."));

/// <summary>
/// One group of three digits in a column of which nobody has said what groups thousands: one answer serves the whole column.
/// </summary>
public sealed record AmountAsksForColumn(string Typed) : AmountUnreadable(Typed, new(
    "Hãy chọn một lần cho cả cột: dấu chấm hay dấu phẩy ngăn cách hàng nghìn.",
    "Say once for the whole column whether the dot or the comma groups thousands."));

public sealed record AmountCommaIsDecimal(string Typed) : AmountUnreadable(Typed, new(
    "Cột này dùng dấu chấm cho hàng nghìn, dấu phẩy là phần lẻ: hãy ghi lại số tiền, ví dụ 1.234.",
    "In this column the dot groups thousands and the comma starts a fraction: write the amount again, e.g. 1.234."));

public sealed record AmountDotIsDecimal(string Typed) : AmountUnreadable(Typed, new(
    "Cột này dùng dấu phẩy cho hàng nghìn, dấu chấm là phần lẻ: hãy ghi lại số tiền, ví dụ 1,234.",
    "In this column the comma groups thousands and the dot starts a fraction: write the amount again, e.g. 1,234."));

/// <summary>The cell holds a number with a fraction, as when a file written with one thousands sign was saved under another.</summary>
public sealed record AmountIsFraction(string Typed) : AmountUnreadable(Typed, new(
    "Ô chứa số lẻ. Nếu nhiều ô như vậy thì tệp đã được lưu theo vùng ngôn ngữ khác: hãy kiểm tra dấu hàng nghìn rồi lưu lại.",
    "The cell holds a fraction. If many do, the file was saved under another locale: check the thousands sign and save it again."));

public sealed record AmountIsDate(string Typed) : AmountUnreadable(Typed, new(
    "Ô được định dạng là ngày; hãy đổi định dạng ô thành số.", "The cell is formatted as a date; format it as a number."));
