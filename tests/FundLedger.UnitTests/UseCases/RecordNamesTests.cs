using FundLedger.Domain.Ledger;
using FundLedger.Features.Audit;
using NodaTime;
using Xunit;

namespace FundLedger.UnitTests.UseCases;

/// <summary>What a record of the log is called where it is wrong.</summary>
public sealed class RecordNamesTests
{
    private static readonly LocalDate January = new(2021, 1, 1);
    private static readonly Guid Import = Guid.Parse("6f9619ff-8b86-d011-b42d-00cf4fc964ff");

    public static TheoryData<SealedRecord, string, string> All => new()
    {
        { new SealedEntry { LogNo = 9, Book = "financial", EntryNo = 1012 }, "entry", "financial/1012" },
        { new SealedDecision { LogNo = 9, DisbursementId = 3, Event = "approved" }, "decision", "3/approved" },
        { new SealedRefusal { LogNo = 9, RefusalNo = 4 }, "refusal", "4" },
        { new SealedAdjustmentEvent { LogNo = 9, AdjustmentId = 5, Event = "posted" }, "adjustment step", "5/posted" },
        { new SealedClosing { LogNo = 9, Month = January }, "closing", "2021-01" },
        { new SealedRoleEvent { LogNo = 9, UserName = "duyet2" }, "role event", "9/duyet2" },
        { new SealedReference { LogNo = 9, Subject = "pool", SubjectKey = "2" }, "reference", "pool/2" },
        { new SealedPeriodEvent { LogNo = 9, Event = "reopened", Month = January }, "reopened", "2021-01" },
        { new SealedStatement { LogNo = 9, Month = January.PlusMonths(11) }, "statement", "2021-12" },
        { new SealedTransferEvent { LogNo = 9, TransferId = 6, Event = "rejected" }, "transfer", "6/rejected" },
        { new SealedYearEnd { LogNo = 9, Year = 2021, PoolId = 2 }, "year end", "2021/2" },
        { new SealedIdentityLook { LogNo = 9, AccessNo = 7 }, "identity look", "7" },
        { new SealedChildEvent { LogNo = 9, EventNo = 8 }, "child event", "8" },
        { new SealedImport { LogNo = 9, ImportId = Import }, "import", "6f9619ff-8b86-d011-b42d-00cf4fc964ff" },
        { new SealedOpening { LogNo = 9, Year = 2022, PoolId = 2 }, "opening", "2022/2" },
        { new NewKind { LogNo = 1009 }, "log record", "1009" },
    };

    [Theory]
    [MemberData(nameof(All))]
    public void Each_kind_has_its_name_and_number(SealedRecord record, string kind, string number) =>
        Assert.Equal((kind, number), RecordNames.Of(record));

    /// <summary>A kind of record that the verification has no name for yet.</summary>
    private sealed record NewKind : SealedRecord
    {
        public override void Write(CanonicalText text) => text.Add(LogNo);
    }
}
