using NodaTime;

namespace FundLedger.Domain.Ledger;

/// <summary>A request for support as it stands in the books, unjudged. Its first decision carries its content hash into the log.</summary>
public sealed record SealedRequest
{
    public int FundId { get; init; }

    public long DisbursementId { get; init; }

    public string SupportKind { get; init; } = "";

    public string? OccasionCode { get; init; }

    public int? OccasionYear { get; init; }

    public string? Need { get; init; }

    public int PoolId { get; init; }

    public int DecisionId { get; init; }

    public LocalDate JudgedOn { get; init; }

    public LocalDate RequestedOn { get; init; }

    public long Total { get; init; }

    /// <summary>Value of the goods out of stock among the total.</summary>
    public long Stock { get; init; }

    public long Money => Total - Stock;

    public int LineCount { get; init; }

    public string Requester { get; init; } = "";

    /// <summary>Adds the fields of the request itself; its lines follow by number.</summary>
    public void Write(CanonicalText text) =>
        text.Add("disbursement").Add(FundId).Add(DisbursementId).Add(SupportKind).Add(OccasionCode).Add(OccasionYear).Add(Need).Add(PoolId)
            .Add(DecisionId).Add(JudgedOn).Add(RequestedOn).Add(Total).Add(LineCount).Add(Requester);
}

/// <summary>One line of a request, unjudged: of a child, or of another recipient.</summary>
public sealed record SealedRequestLine
{
    public long DisbursementId { get; init; }

    public int LineNo { get; init; }

    /// <summary>What a payment order says was paid of it; null where it was paid whole, with its request.</summary>
    public long? Paid { get; init; }

    /// <summary>The child; null where <see cref="Recipient"/> is a household, an institution or the fund.</summary>
    public string? BeneficiaryCode { get; init; }

    public string? Recipient { get; init; }

    public string? ClassCode { get; init; }

    public int? UnitId { get; init; }

    public int DecisionId { get; init; }

    public string LineCode { get; init; } = "";

    public long? Cost { get; init; }

    public long? Insurance { get; init; }

    public long? OtherAid { get; init; }

    public string? CaseReference { get; init; }

    public long Allowed { get; init; }

    public long Amount { get; init; }

    public string ReasonsVi { get; init; } = "";

    public string ReasonsEn { get; init; } = "";

    public string Variant { get; init; } = "";

    /// <summary>What was counted, as the database writes its JSON.</summary>
    public string? Quantities { get; init; }

    public string? ExceptionNumber { get; init; }

    public LocalDate? ExceptionDate { get; init; }

    public string? ExceptionReason { get; init; }

    /// <summary>SHA-256 of the attached decision, hexadecimal.</summary>
    public string? ExceptionSha256 { get; init; }

    /// <summary>Value of the goods among the amount; null when all is money.</summary>
    public long? Goods { get; init; }

    /// <summary>The part of them that comes out of stock and is not paid for.</summary>
    public long? Stock { get; init; }

    public long Money => Amount - (Stock ?? 0);

    // What a plain line does not have is written only where there is something to say: older hashes stay what they are.
    private bool HasCase => Variant.Length > 0 || Quantities is not null || ExceptionNumber is not null;

    public void Write(CanonicalText text)
    {
        text.Add(LineNo).Add(BeneficiaryCode ?? Recipient).Add(ClassCode).Add(UnitId).Add(DecisionId).Add(LineCode).Add(Cost).Add(Insurance)
            .Add(OtherAid).Add(CaseReference).Add(Allowed).Add(Amount).Add(ReasonsVi).Add(ReasonsEn);
        if (HasCase)
        {
            text.Add("case").Add(Variant).Add(Quantities).Add(ExceptionNumber).Add(ExceptionDate).Add(ExceptionReason)
                .Add(ExceptionSha256);
        }

        if (Goods is not null) text.Add("goods").Add(Goods);
        if (Stock is not null) text.Add("stock").Add(Stock);
    }
}

/// <summary>What a case says of its payee and its urgency, unjudged.</summary>
public sealed record SealedRequestTerms
{
    public long DisbursementId { get; init; }

    public string? PayeeKind { get; init; }

    public string? PayeeInstitution { get; init; }

    public string? UrgentReason { get; init; }

    /// <summary>Follows the papers; a request that says nothing of it has nothing here.</summary>
    public void Write(CanonicalText text) => text.Add("terms").Add(PayeeKind).Add(PayeeInstitution).Add(UrgentReason);
}

/// <summary>Somebody else who gives to a case, unjudged.</summary>
public sealed record SealedCoFunder
{
    public long DisbursementId { get; init; }

    public int CofunderNo { get; init; }

    public string Name { get; init; } = "";

    public long Amount { get; init; }

    /// <summary>Follows the terms, by number.</summary>
    public void Write(CanonicalText text) => text.Add("cofunder").Add(CofunderNo).Add(Name).Add(Amount);
}

/// <summary>A paper of a request, unjudged: what the seal of the request covers of it.</summary>
public sealed record SealedRequestPaper
{
    public long DisbursementId { get; init; }

    public int PaperNo { get; init; }

    public string NameVi { get; init; } = "";

    public string MediaType { get; init; } = "";

    public string Holder { get; init; } = "";

    public string KeyId { get; init; } = "";

    /// <summary>SHA-256 of the encrypted file, hexadecimal.</summary>
    public string Sha256 { get; init; } = "";

    /// <summary>Follows the lines, by number; a request without papers says nothing of them.</summary>
    public void Write(CanonicalText text) =>
        text.Add("paper").Add(PaperNo).Add(NameVi).Add(MediaType).Add(Holder).Add(KeyId).Add(Sha256);
}

/// <summary>Goods of one lot for one line of a request, unjudged.</summary>
public sealed record SealedRequestGoods
{
    public long DisbursementId { get; init; }

    public int LineNo { get; init; }

    public int LotNo { get; init; }

    public long Quantity { get; init; }

    public long UnitValue { get; init; }

    /// <summary>Follows those who give too, by line and lot.</summary>
    public void Write(CanonicalText text) => text.Add("lot").Add(LineNo).Add(LotNo).Add(Quantity).Add(UnitValue);
}
