using FundLedger.Domain.Text;

namespace FundLedger.Domain.Payments;

/// <summary>To whom and to which account a line is transferred.</summary>
/// <param name="Line">Number of the line in its request.</param>
/// <param name="Name">2 to 120 characters.</param>
/// <param name="Bank">Name or code of the bank, 2 to 120 characters.</param>
/// <param name="Account">5 to 24 digits, capital letters or dots: bank accounts and Treasury accounts such as 3713.0.1058784.00000.</param>
public sealed record Payee(int Line, string Name, string Bank, string Account)
{
    /// <summary>The same without the spaces that people put into account numbers.</summary>
    public static Payee Typed(int line, string? name, string? bank, string? account) => new(
        line, TypedText.Normalise(name ?? "").Trim(), TypedText.Normalise(bank ?? "").Trim(),
        (account ?? "").Replace(" ", "", StringComparison.Ordinal).Replace("\u00A0", "", StringComparison.Ordinal).ToUpperInvariant());

    public Invalid? Refusal() =>
        Name.Length is < 2 or > 120 ? new PayeeNameMissing(Line)
        : Bank.Length is < 2 or > 120 ? new PayeeBankMissing(Line)
        : Account.Length is < 5 or > 24 || !Account.All(sign => char.IsAsciiDigit(sign) || char.IsAsciiLetterUpper(sign) || sign == '.')
            ? new PayeeAccountWrong(Line, Account)
        : null;
}
