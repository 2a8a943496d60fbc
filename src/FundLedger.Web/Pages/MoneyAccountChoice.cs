using FundLedger.Domain;

namespace FundLedger.Web.Pages;

/// <summary>What <c>_MoneyAccounts</c> shows: cash or bank as two buttons, the field <c>MoneyAccount</c>.</summary>
/// <param name="Accounts">Code, name, and what it holds; null where that does not matter.</param>
internal sealed record MoneyAccountChoice(string Label, string? Chosen, IReadOnlyList<(string Code, string Name, Money? Held)> Accounts);
