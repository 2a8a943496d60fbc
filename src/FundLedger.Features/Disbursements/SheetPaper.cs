using FundLedger.Domain.Norms;
using FundLedger.Domain.Text;
using NodaTime;

namespace FundLedger.Features.Disbursements;

/// <summary>A paper that a norm line of the request asks for, or that was attached to it.</summary>
public sealed record SheetPaper
{
    /// <summary>Empty for an attached paper that the norm does not name.</summary>
    public string NameVi { get; init; } = "";

    public string NameEn { get; init; } = "";

    /// <summary>Number of the attached file; null when there is none.</summary>
    public int? No { get; init; }

    /// <summary>Bytes of the file; null when there is none.</summary>
    public int? Size { get; init; }

    /// <summary>When it was attached to what was approved or paid; null for a paper of the request itself.</summary>
    public Instant? AttachedAt { get; init; }

    /// <summary>It comes into being with the payment or after it.</summary>
    public bool FollowsPayment => NormPaper.FollowsPayment(NameVi);

    public Wording Name => new(NameVi, NameEn);
}
