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
