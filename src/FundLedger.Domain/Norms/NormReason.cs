using FundLedger.Domain.Text;

namespace FundLedger.Domain.Norms;

/// <summary>One step of the way to a verdict, with its figures.</summary>
public abstract record NormReason
{
    public abstract Wording Sentence { get; }
}

/// <summary>The class on which the child was judged. Belongs to the approval annex, never to a list that is shared.</summary>
public sealed record ClassCovered(string ClassCode) : NormReason
{
    public override Wording Sentence => ClassCode == NormLine.AnyChild
        ? new("Áp dụng cho mọi trẻ em dưới 16 tuổi", "Covers every child under 16")
        : new($"Xét theo nhóm {ClassCode}", $"Judged by class {ClassCode}");
}

/// <summary>The uses counted before this one.</summary>
public sealed record UsesWithinLimit(FrequencyUnit Unit, int Used, int Limit) : NormReason
{
    public override Wording Sentence => new(
        $"Đã hưởng {Used} trên {Limit} lần {Frequency.Name(Unit).Vi}", $"Used {Used} of {Limit} times {Frequency.Name(Unit).En}");
}

/// <summary>The variant of the line that the case falls under.</summary>
public sealed record VariantApplied(Wording Name) : NormReason
{
    public override Wording Sentence => new($"Trường hợp: {Name.Vi}", $"Case: {Name.En}");
}

/// <summary>How the amount came about.</summary>
/// <param name="Limit">The most that the rule gives in this case.</param>
/// <param name="Allowed">What may be paid: the limit, or the amount asked for when that is less.</param>
public sealed record AmountComputed(AmountRule Rule, CaseFacts Facts, Money Limit, Money Allowed) : NormReason
{
    public override Wording Sentence
    {
        get
        {
            var rule = Rule.Explain(Facts);
            var asked = Allowed < Limit;
            return new(
                $"{rule.Vi}{(asked ? $", đề nghị {Allowed}" : "")} → được chi {Allowed}",
                $"{rule.En}{(asked ? $", requested {Allowed}" : "")} → {Allowed} may be paid");
        }
    }
}

/// <summary>Why just this amount, where the norm leaves a choice.</summary>
public sealed record AmountChosen(string Why) : NormReason
{
    private const string Begins = "Lý do chọn mức: ";

    /// <summary>Finds it again among the Vietnamese reasons of a line; null when it is not there.</summary>
    public static string? In(string reasons) => reasons.Split("; ").FirstOrDefault(one => one.StartsWith(Begins, StringComparison.Ordinal))?
        [Begins.Length..];

    public override Wording Sentence => new($"{Begins}{Why}", $"Reason for the amount: {Why}");
}

/// <summary>A part of the amount is given in goods.</summary>
public sealed record PartInGoods(Money Value) : NormReason
{
    public override Wording Sentence => new($"Trong đó hiện vật trị giá {Value}", $"{Value} of it in goods");
}

/// <summary>More than the norm, by a decision of a higher level.</summary>
public sealed record AllowedExceptionally(ExceptionalDecision Exception, Money Allowed, Money Limit) : NormReason
{
    public override Wording Sentence => new(
        $"Ngoại lệ: {Allowed} vượt mức {Limit} theo Quyết định số {Exception.Number} ngày {IssuedOn}, {Exception.Reason}",
        $"Exception: {Allowed} above the norm of {Limit} by decision {Exception.Number} of {IssuedOn}, {Exception.Reason}");

    private string IssuedOn => PrintedDate.Of(Exception.IssuedOn);
}
