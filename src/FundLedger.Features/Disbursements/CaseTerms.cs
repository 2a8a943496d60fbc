using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Pipeline;

namespace FundLedger.Features.Disbursements;

/// <summary>What is said of a case beside its costs: who is paid, who else gives, why it cannot wait. Sealed with the request.</summary>
public sealed record CaseTerms
{
    /// <summary>The longest list of those who give too.</summary>
    public const int MostCoFunders = 10;

    public static CaseTerms None { get; } = new();

    /// <summary>Who takes the money: guardian, institution, or null when that is not said.</summary>
    public string? Payee { get; init; }

    /// <summary>Code of the hospital, school or other institution that takes it; null for any other payee.</summary>
    public string? PayeeInstitution { get; init; }

    /// <summary>Why it cannot wait, 10 to 300 characters, no name of a person; null for an ordinary request.</summary>
    public string? UrgentReason { get; init; }

    public IReadOnlyList<CoFunder> CoFunders { get; init; } = [];

    internal Money Given => new(CoFunders.Sum(one => one.Amount.Dong));

    internal bool SaysNothing => Payee is null && UrgentReason is null && CoFunders.Count == 0;

    internal Error? FlawWith(Money otherAid) =>
        Payee is not (null or "guardian" or "institution") || Payee == "institution" != PayeeInstitution is not null ? new PayeeUnclear()
        : UrgentReason is { } reason && TypedText.Normalise(reason).Length is < 10 or > 300 ? new UrgentReasonMissing()
        : CoFunders.Count > MostCoFunders || CoFunders.Any(one => one.IsFlawed) ? new CoFunderUnclear(MostCoFunders)
        : CoFunders.Count > 0 && Given != otherAid ? new CoFundersDiffer(Given, otherAid)
        : null;

    internal async Task PutAsync(Db db, int fundId, CancellationToken token)
    {
        if (SaysNothing) return;
        await db.ExecuteAsync(
            "SELECT attach_terms(@fundId, @Payee, @PayeeInstitution, @Urgent, @Names, @Amounts)",
            new
            {
                fundId, Payee, PayeeInstitution, Urgent = UrgentReason is null ? null : TypedText.Normalise(UrgentReason),
                Names = CoFunders.Select(one => TypedText.Normalise(one.Name)).ToArray(),
                Amounts = CoFunders.Select(one => one.Amount.Dong).ToArray(),
            },
            token);
    }
}

/// <summary>Somebody else who gives to a case.</summary>
/// <param name="Name">Of the programme, body or benefactor, 2 to 100 characters.</param>
public sealed record CoFunder(string Name, Money Amount)
{
    internal bool IsFlawed => !Amount.IsPositive || TypedText.Normalise(Name).Length is < 2 or > 100;
}

public sealed record PayeeUnclear() : Invalid("The payee is the guardian, or an institution that is named.")
{
    public override string Field => "Payee";
}

public sealed record UrgentReasonMissing() : Invalid("Say in 10 to 300 characters why it cannot wait.")
{
    public override string Field => "UrgentReason";
}

public sealed record CoFunderUnclear(int Most)
    : Invalid($"Each of at most {Most} others who give has a name of 2 to 100 characters and an amount.")
{
    public override string Field => "CoFunders";
}

/// <summary>The named amounts are not the other aid that is deducted.</summary>
public sealed record CoFundersDiffer(Money Named, Money Deducted)
    : Invalid($"The others who are named give {Named}, but {Deducted} is deducted as other aid.")
{
    public override string Field => "CoFunders";
}
