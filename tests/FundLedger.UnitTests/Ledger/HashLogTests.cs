using FundLedger.Domain.Ledger;
using NodaTime;
using Xunit;

namespace FundLedger.UnitTests.Ledger;

/// <summary>The fixed hashes were computed apart, by a few lines of another language.</summary>
public sealed class HashLogTests
{
    private static readonly SealedPosting Debit = new()
    {
        Line = 1, AccountCode = "fund_balance", PoolId = 2, Side = "debit", Amount = 300_000, SupportKind = "holiday_gift",
        OccasionCode = "tet", OccasionYear = 2021, DecisionId = 7, NormLine = "D-01", BeneficiaryCode = "TE-000012",
        ClassCode = "poor", UnitId = 9,
    };

    private static readonly SealedEntry Entry = new()
    {
        FundId = 1, LogNo = 12, HashVersion = 1, Book = "financial", EntryNo = 5, EntryDate = new LocalDate(2021, 1, 29),
        RecordedAt = Instant.FromUtc(2021, 1, 29, 5, 0, 7), RecordedBy = "thuquy", Kind = "disbursement", VoucherType = "PC",
        VoucherYear = 2021, VoucherNo = 1, DisbursementId = 3, DisbursementLine = 4, ReversesEntryNo = 2,
        RequestKey = Guid.Parse("0e984725-c51c-4bf4-9960-e1c80e27aba0"), RequestLine = 1, LineCount = 2, SourceHash = [1, 2],
        Postings = [Debit, Debit with { Line = 2, AccountCode = "cash", Side = "credit" }],
    };

    private static readonly SealedRecord[] Records =
    [
        Entry,
        new SealedDecision
        {
            Step = 1, LevelCode = "chair", InNameOf = "duyet", InNamePerson = 2, LadderNo = 3, JudgedSum = 4,
            StepCount = 5,
            FundId = 1, LogNo = 3, HashVersion = 2, DisbursementId = 8, Event = "approved",
            RecordedAt = Instant.FromUtc(2021, 1, 5, 1, 0), Actor = "duyet", PersonId = 4, ContentHash = [7], ReasonCommitment = [8],
        },
        new SealedRefusal
        {
            FundId = 1, LogNo = 3, HashVersion = 2, RefusalNo = 2, RecordedAt = Instant.FromUtc(2021, 1, 5, 1, 0), RecordedBy = "ketoan",
            Request = "RequestSurgery", Code = "pool-short", Message = "No.", RuleVersion = "12/QĐ, D-01",
        },
        new SealedClosing
        {
            FundId = 1, LogNo = 3, HashVersion = 1, Month = new LocalDate(2021, 1, 1), ClosedAt = Instant.FromUtc(2021, 2, 3, 1, 0),
            ClosedBy = "ketoan", LastEntryNo = 9, Liquid = 100,
        },
        new SealedRoleEvent
        {
            FundId = 1, LogNo = 3, HashVersion = 1, Event = "granted", UserName = "duyet", PersonId = 4, Role = "approver",
            DisabledAt = Instant.FromUtc(2021, 2, 1, 1, 0), RecordedAt = Instant.FromUtc(2021, 2, 3, 1, 0), RecordedBy = "(operator)",
        },
        new SealedPeriodEvent
        {
            FundId = 1, LogNo = 3, HashVersion = 1, Month = new LocalDate(2021, 1, 1), Event = "reopened",
            RecordedAt = Instant.FromUtc(2021, 2, 3, 1, 0), Actor = "duyet", PersonId = 4, Answers = 2, AnsweredPerson = 1, ContentHash = [7],
            ReasonCommitment = [8],
        },
        new SealedStatement
        {
            FundId = 1, LogNo = 3, HashVersion = 1, Month = new LocalDate(2021, 1, 1), Version = 1, Digest = [7], SealedBy = "ketoan",
        },
        new SealedIdentityLook
        {
            FundId = 1, LogNo = 3, HashVersion = 1, AccessNo = 2, RecordedAt = Instant.FromUtc(2021, 2, 3, 1, 0), Actor = "canbo",
            DetailsCommitment = [7],
        },
        new SealedReference
        {
            FundId = 1, LogNo = 3, HashVersion = 1, Subject = "pool", SubjectKey = "1", ContentHash = [7],
            RecordedAt = Instant.FromUtc(2021, 2, 3, 1, 0), RecordedBy = "ketoan",
        },
    ];

    [Fact]
    public void The_first_hash_of_a_fund_comes_from_its_code() =>
        Assert.Equal("f688f03df3d666431250bbf6247a34abcee58aaba3207f8c702092d97c42c08c", Hex(HashLog.Genesis("Q106")));

    [Fact]
    public void The_hash_of_an_entry_never_changes() =>
        Assert.Equal(
            "093d320ef471261453dd282f4d6bc2c19bc09c24604aa42c63ba3b6f8bef4a66", Hex(HashLog.Next(HashLog.Genesis("Q106"), Content(Entry))));

    [Fact]
    public void Words_are_promised_with_their_salt() =>
        Assert.Equal(
            "b035faeaf92fab1260bcd1274ac6453ff6facb999d5e96d555d06ff60ac7e969",
            Hex(HashLog.Commitment(new byte[16], "Nguyễn Thị Thử", null)));

    public static TheoryData<Type> RecordTypes => [.. Records.Select(record => record.GetType())];

    [Theory]
    [MemberData(nameof(RecordTypes))]
    public void Any_field_that_changes_changes_what_is_hashed(Type type)
    {
        var record = Records.Single(each => each.GetType() == type);
        var before = Content(record);
        // The hash itself, the words behind a promise, the postings, which have a test of their own, and which closing of its month a
        // closing is: the log counts them.
        string[] apart = ["Hash", "Reason", "ReasonSalt", "Postings", .. type == typeof(SealedClosing) ? (string[])["Version"] : []];
        foreach (var field in type.GetProperties().Where(field => field.CanWrite && !apart.Contains(field.Name)))
        {
            var changed = Content((SealedRecord)FieldChange.Of(record, field));
            Assert.False(before.AsSpan().SequenceEqual(changed), $"{type.Name}.{field.Name} is not hashed.");
        }
    }

    [Fact]
    public void Any_field_of_a_posting_that_changes_changes_what_is_hashed()
    {
        var before = Content(Entry);
        // The keys and the date are those of the entry.
        string[] apart = ["Book", "EntryNo", "EntryDate"];
        foreach (var field in typeof(SealedPosting).GetProperties().Where(field => field.CanWrite && !apart.Contains(field.Name)))
        {
            var changed = Entry with { Postings = [(SealedPosting)FieldChange.Of(Debit, field), Entry.Postings[1]] };
            Assert.False(before.AsSpan().SequenceEqual(Content(changed)), $"Posting.{field.Name} is not hashed.");
        }
    }

    [Fact]
    public void Two_postings_are_not_one_and_their_order_counts()
    {
        Assert.NotEqual(Hex(Content(Entry)), Hex(Content(Entry with { Postings = [Debit] })));
        Assert.NotEqual(Hex(Content(Entry)), Hex(Content(Entry with { Postings = [.. Entry.Postings.Reverse()] })));
    }

    private static byte[] Content(SealedRecord record)
    {
        var text = new CanonicalText();
        record.Write(text);
        return text.Bytes.ToArray();
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
